package farcron.os;

import java.util.Map;

/// The launcher gives this process a locale in which arguments and names of files are UTF-8,
/// because Java learns that from `LC_ALL` only. What is started from here is to have the locale
/// that the launcher has found.
public final class LaunchLocale {

    /// What `LC_ALL` was; empty if it was not set. Not there if no launcher has changed it.
    private static final String FOUND = "farcron.lc_all";

    private static final String VARIABLE = "LC_ALL";

    private LaunchLocale() {}

    /// @param environment what another process is to get of our own environment
    public static void restore(Map<String, String> environment) {
        String found = System.getProperty(FOUND);
        if (found != null) {
            environment.computeIfPresent(VARIABLE, (_, _) -> found.isEmpty() ? null : found);
        }
    }
}
