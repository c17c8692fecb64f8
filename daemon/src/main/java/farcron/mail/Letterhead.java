package farcron.mail;

import farcron.crontab.LosslessText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything about a letter but its text. It is kept in the run's folder from before the start of
/// the run, as the line of the crontab may be another one at its end.
///
/// @param onlyOnFailure the flag `-n`
/// @param unsafe values of the crontab that were refused; told when there is something to mail
/// @param command of the mailer; empty if there is no letter, as its recipient was refused
/// @param environment of the mailer
/// @param headers each ended by a newline; empty if there is no letter
record Letterhead(
        boolean onlyOnFailure,
        List<String> unsafe,
        List<String> command,
        SortedMap<String, String> environment,
        String headers) {

    /// The last character stands between the parts of a file: no value of a crontab and of an
    /// environment can have it.
    private static final String FORM = "farcron mail 1\0";

    private static final String END = "end";

    Letterhead {
        unsafe = List.copyOf(unsafe);
        command = List.copyOf(command);
    }

    static Letterhead refused(boolean onlyOnFailure, String recipient) {
        return new Letterhead(onlyOnFailure, List.of(recipient), List.of(), new TreeMap<>(), "");
    }

    byte[] toBytes() {
        List<String> pairs = new ArrayList<>();
        environment.forEach((name, value) -> pairs.addAll(List.of(name, value)));
        List<String> parts = new ArrayList<>();
        parts.add(Boolean.toString(onlyOnFailure));
        for (List<String> list : List.of(unsafe, command, pairs)) {
            parts.add(Integer.toString(list.size()));
            parts.addAll(list);
        }
        parts.addAll(List.of(headers, END));
        if (parts.stream().anyMatch(part -> part.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("a NUL in a letterhead: " + this);
        }
        return LosslessText.encode(FORM + String.join("\0", parts));
    }

    /// Empty if it is not whole: a power cut may have left only a part of the file.
    static Optional<Letterhead> parse(byte[] bytes) {
        String text = LosslessText.decode(bytes);
        if (!text.startsWith(FORM)) {
            return Optional.empty();
        }
        Iterator<String> parts =
                Arrays.asList(text.substring(FORM.length()).split("\0", -1)).iterator();
        try {
            boolean onlyOnFailure = Boolean.parseBoolean(parts.next());
            List<String> unsafe = list(parts);
            List<String> command = list(parts);
            SortedMap<String, String> environment = new TreeMap<>();
            Iterator<String> pairs = list(parts).iterator();
            while (pairs.hasNext()) {
                environment.put(pairs.next(), pairs.next());
            }
            String headers = parts.next();
            boolean whole = parts.hasNext() && parts.next().equals(END);
            return whole
                    ? Optional.of(
                            new Letterhead(onlyOnFailure, unsafe, command, environment, headers))
                    : Optional.empty();
        } catch (NoSuchElementException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static List<String> list(Iterator<String> parts) {
        List<String> list = new ArrayList<>();
        for (int left = Integer.parseInt(parts.next()); left > 0; left--) {
            list.add(parts.next());
        }
        return list;
    }
}
