package farcron;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line of a daemon.
///
/// @param files none: those of the machine
record DaemonWords(Map<Option, String> given, List<Path> files) {

    private static final String DASHES = "--";

    /// Takes a command line apart where nothing about it is special, as in a unit. Whatever is -
    /// help, mistakes, `@file` - is for the library that knows all that, and that a daemon need not
    /// load otherwise.
    static Optional<DaemonWords> plain(List<String> words) {
        DaemonWords plain = new DaemonWords(new EnumMap<>(Option.class), new ArrayList<>());
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            if (!plain.takes(rest.next(), rest)) {
                return Optional.empty();
            }
        }
        return Optional.of(plain);
    }

    private boolean takes(String word, Iterator<String> rest) {
        if (!word.startsWith("-")) {
            return !word.isEmpty() && !word.startsWith("@") && files.add(Path.of(word));
        }
        if (!word.startsWith(DASHES)) {
            return false;
        }
        int equals = word.indexOf('=');
        String key = word.substring(DASHES.length(), equals < 0 ? word.length() : equals);
        Optional<Option> option = Option.of(key).filter(it -> !given.containsKey(it));
        if (option.isEmpty() || equals < 0 && !rest.hasNext()) {
            return false;
        }
        String value = equals < 0 ? rest.next() : word.substring(equals + 1);
        given.put(option.get(), value);
        return !value.startsWith("-");
    }
}
