package farcron.load;

import farcron.crontab.Grammar.Dialect;
import farcron.os.FileState;

import java.util.Optional;
import java.util.stream.Stream;

/// What cron asks of a file before it runs what stands in it, in the order in which it asks.
///
/// @param uid of the account that may own it besides root; root's for a file of the system
/// @param byLink whether a symbolic link led to it
record Acceptance(Dialect dialect, CrontabFile file, long uid, boolean byLink) {

    private static final int EXACTLY = 0600;
    private static final int OTHERS_MAY_WRITE = 0022;

    /// cronie: neither executable nor set-id, writable by its owner at most, readable by him.
    private static final int CRONIE_MASK = 07533;

    private static final int CRONIE_MODE = 0400;

    /// The first rule that a symbolic link breaks by being one.
    Optional<Refusal> refusalOfLink(FileState link) {
        if (dialect == Dialect.CRONIE) {
            return Optional.empty();
        }
        if (!file.isSystem()) {
            return refused(
                    "CAN'T OPEN",
                    "this is a symbolic link, and cron follows none to a user's crontab",
                    "put a copy of the file in its place");
        }
        return link.uid() == 0
                ? Optional.empty()
                : refused(
                        "WRONG SYMLINK OWNER",
                        "the symbolic link belongs to user number %d, and cron follows root's only"
                                .formatted(link.uid()),
                        "chown -h root " + file.path());
    }

    /// The link leads to nothing that could be opened.
    Refusal dangling() {
        return new Refusal(
                dialect == Dialect.DEBIAN ? "CAN'T OPEN SYMLINK" : "CAN'T OPEN",
                "this is a symbolic link to nothing that can be opened",
                "make the file that it leads to, or rm " + file.path());
    }

    /// The first rule that the file breaks.
    Optional<Refusal> refusal(FileState state) {
        Stream<Optional<Refusal>> rules =
                switch (dialect) {
                    case DEBIAN ->
                            Stream.of(ownership(state), kind(state), mode(state), names(state));
                    case CRONIE ->
                            Stream.of(kind(state), mode(state), ownership(state), names(state));
                };
        return rules.flatMap(Optional::stream).findFirst();
    }

    /// Where a user's link leads, root's files are no less readable for root: so behind a link in
    /// the users' folder only the user's own counts. (cronie would read any file of root's as that
    /// user's crontab.)
    private Optional<Refusal> ownership(FileState state) {
        boolean byRoot = state.uid() == 0 && (file.isSystem() || !byLink);
        if (byRoot || state.uid() == uid) {
            return Optional.empty();
        }
        boolean userOnly = file.isSystem() || byLink;
        return refused(
                "WRONG FILE OWNER",
                "the file belongs to user number %d, and cron takes it from %s only"
                        .formatted(state.uid(), userOnly ? file.user() : file.user() + " or root"),
                "chown %s %s".formatted(file.user(), file.path()));
    }

    private Optional<Refusal> kind(FileState state) {
        return state.isRegular()
                ? Optional.empty()
                : refused(
                        dialect == Dialect.DEBIAN ? "NOT A REGULAR FILE" : "NOT REGULAR",
                        "this is no regular file",
                        "put a file with the lines in its place");
    }

    private Optional<Refusal> mode(FileState state) {
        String is = "its mode is %04o".formatted(state.permissions());
        if (dialect == Dialect.CRONIE) {
            return (state.mode() & CRONIE_MASK) == CRONIE_MODE
                    ? Optional.empty()
                    : refused(
                            "BAD FILE MODE",
                            is
                                    + ", and cron wants it readable for its owner, writable for"
                                    + " nobody else, and not executable",
                            "chmod %s %s"
                                    .formatted(file.isSystem() ? "0644" : "0600", file.path()));
        }
        if (file.isSystem()) {
            return (state.mode() & OTHERS_MAY_WRITE) == 0
                    ? Optional.empty()
                    : refused(
                            "INSECURE MODE (group/other writable)",
                            is + ", so others than root may write it",
                            "chmod go-w " + file.path());
        }
        return state.permissions() == EXACTLY
                ? Optional.empty()
                : refused(
                        "INSECURE MODE (mode 0600 expected)",
                        is + ", and cron wants 0600",
                        "chmod 0600 " + file.path());
    }

    private Optional<Refusal> names(FileState state) {
        boolean asked = dialect == Dialect.DEBIAN || !file.isSystem();
        return state.links() == 1 || !asked
                ? Optional.empty()
                : refused(
                        dialect == Dialect.DEBIAN ? "NUMBER OF HARD LINKS > 1" : "BAD LINK COUNT",
                        "the file has %d names, and whoever made the other one may come by it"
                                .formatted(state.links()),
                        "put a copy of it in its place");
    }

    private static Optional<Refusal> refused(String event, String what, String remedy) {
        return Optional.of(new Refusal(event, what, remedy));
    }
}
