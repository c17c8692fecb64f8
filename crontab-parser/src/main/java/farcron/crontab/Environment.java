package farcron.crontab;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The settings in force below a line: the newest one, and those that were in force above it. So a
/// file with a setting above each of its jobs costs what its settings cost, and not their square.
/// Immutable.
final class Environment extends AbstractMap<String, Setting> {

    static final Environment NONE = new Environment();

    private final Environment above;
    private final Setting newest;

    private Environment() {
        this.above = this;
        this.newest = new Setting("", "", new Position(1, 1));
    }

    private Environment(Environment above, Setting newest) {
        this.above = above;
        this.newest = newest;
    }

    Environment with(Setting setting) {
        return new Environment(this, setting);
    }

    @Override
    public Setting get(Object name) {
        for (Environment at = this; at != NONE; at = at.above) {
            if (at.newest.name().equals(name)) {
                return at.newest;
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    /// Made anew at each call.
    @Override
    public Set<Map.Entry<String, Setting>> entrySet() {
        Deque<Setting> downwards = new ArrayDeque<>();
        for (Environment at = this; at != NONE; at = at.above) {
            downwards.push(at.newest);
        }
        Map<String, Setting> all = new LinkedHashMap<>();
        downwards.forEach(setting -> all.put(setting.name(), setting));
        return Collections.unmodifiableMap(all).entrySet();
    }
}
