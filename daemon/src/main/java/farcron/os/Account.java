package farcron.os;

import java.util.Optional;

/// An entry of the user database, passwd(5).
public record Account(String name, long uid, long gid, String home) {

    /// Empty if it is not a line of that file; a `+` line, meaning "see NIS", is none.
    static Optional<Account> parse(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 7 || fields[0].isEmpty() || fields[0].startsWith("+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Account(
                            fields[0],
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[3]),
                            fields[5]));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
