package farcron.cli;

import java.util.ArrayList;
import java.util.List;

/// Takes a command line apart as GNU's getopt(3) does, with its messages: options may stand
/// together, and after operands.
///
/// @param given the options in order
record Options(List<Given> given, List<String> operands) {

    /// @param value empty for an option that takes none
    record Given(char letter, String value) {}

    /// The message is one line.
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message, null, false, false);
        }
    }

    /// @param known letters, each followed by `:` if it takes a value
    static Options parse(String program, String known, List<String> words) throws Mistake {
        List<Given> given = new ArrayList<>();
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                operands.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (word.length() < 2 || word.charAt(0) != '-') {
                operands.add(word);
                continue;
            }
            for (int at = 1; at < word.length(); at++) {
                char letter = word.charAt(at);
                if (!takesValue(program, known, letter)) {
                    given.add(new Given(letter, ""));
                    continue;
                }
                boolean inside = at + 1 < word.length();
                if (!inside && i + 1 == words.size()) {
                    throw new Mistake(
                            program + ": option requires an argument -- '" + letter + "'");
                }
                given.add(new Given(letter, inside ? word.substring(at + 1) : words.get(++i)));
                break;
            }
        }
        return new Options(List.copyOf(given), List.copyOf(operands));
    }

    private static boolean takesValue(String program, String known, char letter) throws Mistake {
        int at = letter == ':' ? -1 : known.indexOf(letter);
        if (at < 0) {
            throw new Mistake(program + ": invalid option -- '" + letter + "'");
        }
        return known.startsWith(":", at + 1);
    }
}
