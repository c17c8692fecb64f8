package farcron.crontab;

import java.util.Set;

/// Reads flags before a command: OpenBSD's `-n`, `-q` and `-s`, of which cronie from 1.7 on knows
/// `-n`. For Debian's cron they are the command's first word.
final class FlagReader {

    private final LineCursor line;
    private final Grammar.Dialect dialect;
    private final Set<Flag> flags;

    FlagReader(LineCursor line, Grammar.Dialect dialect, Set<Flag> flags) {
        this.line = line;
        this.dialect = dialect;
        this.flags = flags;
    }

    /// Reads `-` before the first field: cronie then logs neither start nor end.
    void readPrefix() throws BadLine {
        int at = line.index();
        if (!line.accept('-')) {
            return;
        }
        if (line.atEnd() || LineCursor.isBlank(line.peek())) {
            throw line.error(
                    at,
                    "`-` stands alone before the time fields",
                    "write it directly before the first field, as in `-*/5`, or leave it out");
        }
        line.foreign(
                at,
                "`-` before the time fields asks for no log lines; " + Lints.DEBIAN_REFUSES,
                "leave it out if the file must work there too");
        flags.add(Flag.NO_LOG);
    }

    void readFlags() throws BadLine {
        line.expect(Fault.OPTION);
        while (dialect == Grammar.Dialect.CRONIE && line.peek() == '-') {
            int at = line.index();
            String token = line.token();
            if (token.length() == 1) {
                throw unknown(at, token);
            }
            for (int i = 1; i < token.length(); i++) {
                flags.add(flag(token, i, at));
            }
        }
    }

    private Flag flag(String token, int index, int at) throws BadLine {
        return switch (token.charAt(index)) {
            case 'n' -> Flag.MAIL_ONLY_ON_FAILURE;
            case 'q' -> Flag.QUIET;
            case 's' -> Flag.SINGLE;
            default -> throw unknown(at, token);
        };
    }

    private BadLine unknown(int at, String token) {
        return line.error(
                at,
                "flag is " + Shown.quoted(token) + ", but flags are `-n`, `-q` and `-s`",
                "if it is a command, write its path or put quotes around it");
    }
}
