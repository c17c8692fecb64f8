package farcron.cloud;

import java.util.List;
import java.util.Set;

/// What tasks run on, as a service, a schedule or a rule says it.
///
/// @param told whether it says anything; else the cluster decides
/// @param fargate whether it is Fargate at all, as far as it says
/// @param onDemand whether some of them run on capacity that nobody takes back
record Capacity(boolean told, boolean fargate, boolean spot, boolean onDemand) {

    private static final String SPOT = "FARGATE_SPOT";
    private static final String ON_DEMAND = "FARGATE";
    private static final Set<String> KNOWN = Set.of(SPOT, ON_DEMAND);

    static Capacity of(Document parameters) {
        String type = parameters.text("launchType");
        List<String> providers =
                parameters.objects("capacityProviderStrategy").stream()
                        .filter(item -> item.number("weight").orElse(0) > 0 || has(item, "base"))
                        .map(item -> item.text("capacityProvider"))
                        .toList();
        boolean fargate =
                KNOWN.containsAll(providers) && (type.isEmpty() || type.equals(ON_DEMAND));
        return new Capacity(
                !type.isEmpty() || !providers.isEmpty(),
                fargate,
                providers.contains(SPOT),
                providers.contains(ON_DEMAND));
    }

    private static boolean has(Document item, String name) {
        return item.number(name).orElse(0) > 0;
    }
}
