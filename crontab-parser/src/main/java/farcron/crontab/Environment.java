package farcron.crontab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings in force at the line that is being read. All job lines between two settings share
/// one map.
final class Environment {

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private Map<String, Setting> shared = Map.of();
    private boolean changed;

    void set(Setting setting) {
        settings.put(setting.name(), setting);
        changed = true;
    }

    Map<String, Setting> inForce() {
        if (changed) {
            shared = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
            changed = false;
        }
        return shared;
    }
}
