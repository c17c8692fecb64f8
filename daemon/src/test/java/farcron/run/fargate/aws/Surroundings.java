package farcron.run.fargate.aws;

import java.util.HashMap;
import java.util.Map;

/// What the SDK finds around it: keys, a region and an endpoint, as system properties, until this
/// is closed. Nothing of the machine's own counts meanwhile.
final class Surroundings implements AutoCloseable {

    private final Map<String, String> before = new HashMap<>();

    Surroundings(String endpoint) {
        set("aws.endpointUrl", endpoint);
        set("aws.region", "eu-west-1");
        set("aws.accessKeyId", "AKIATEST");
        set("aws.secretAccessKey", "none");
        set("aws.disableEc2Metadata", "true");
        set("aws.configFile", "/nonexistent");
        set("aws.sharedCredentialsFile", "/nonexistent");
    }

    Surroundings without(String... names) {
        for (String name : names) {
            set(name, "");
        }
        return this;
    }

    /// @param value empty: there is none
    void set(String name, String value) {
        String old = value.isEmpty() ? System.clearProperty(name) : System.setProperty(name, value);
        before.putIfAbsent(name, old == null ? "" : old);
    }

    @Override
    public void close() {
        Map.copyOf(before).forEach(this::set);
    }
}
