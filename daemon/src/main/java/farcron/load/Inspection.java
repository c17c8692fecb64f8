package farcron.load;

import farcron.crontab.Grammar.Dialect;
import farcron.os.FileIdentity;
import farcron.os.FileState;
import farcron.os.OpenedFile;
import farcron.spool.Spool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/// Looks into one file as cron does. What is checked is the file that was opened, and that very
/// file is read: nothing can be put in its place in between.
final class Inspection {

    /// What crontab(1) puts on top of a text does not count; and that is no more than this.
    private static final int HEADER_BYTES = 8 << 10;

    private static final int HEADER_LINES = 3;

    /// As many as Debian's cron takes.
    private static final int MOST_USER_LINES = 10_000;

    /// How often a file is read that changes while it is read.
    private static final int TRIES = 3;

    private final Dialect dialect;
    private final CrontabFile file;
    private final Trace seen;

    /// @param seen the file's trace a moment ago, with the account whose it is
    Inspection(Dialect dialect, CrontabFile file, Trace seen) {
        this.dialect = dialect;
        this.file = file;
        this.seen = seen;
    }

    Found find() throws IOException {
        Found found = new Found.Unsettled();
        for (int i = 0; i < TRIES && found instanceof Found.Unsettled; i++) {
            try (OpenedFile entry = OpenedFile.of(file.path())) {
                FileState state = entry.state();
                found = state.isLink() ? linked(entry, state) : in(entry, state.identity(), false);
            }
        }
        return found;
    }

    private Found linked(OpenedFile link, FileState state) throws IOException {
        FileIdentity entry = state.identity();
        Acceptance rules = rules(true);
        Optional<Refusal> refusal = rules.refusalOfLink(state);
        if (refusal.isPresent()) {
            return refused(entry, seen.content(), refusal.get());
        }
        try (OpenedFile target = link.target()) {
            return in(target, entry, true);
        } catch (NoSuchFileException
                | NotDirectoryException
                | FileSystemLoopException
                | AccessDeniedException _) {
            return refused(entry, Optional.empty(), rules.dangling());
        }
    }

    private Found in(OpenedFile opened, FileIdentity entry, boolean byLink) throws IOException {
        FileState state = opened.state();
        if (state.links() == 0) {
            return new Found.Unsettled(); // another one has its name by now
        }
        Optional<FileIdentity> content = Optional.of(state.identity());
        Optional<Refusal> refusal =
                rules(byLink).refusal(state).or(() -> tooLarge(state.identity().size()));
        if (refusal.isPresent()) {
            return refused(entry, content, refusal.get());
        }
        byte[] text = opened.read(Loaded.LARGEST);
        if (!opened.state().identity().equals(state.identity())) {
            return new Found.Unsettled();
        }
        return tooLong(text)
                .map(tooLong -> refused(entry, content, tooLong))
                .orElseGet(() -> new Found.Text(new Trace(entry, content, seen.uid()), text));
    }

    private Acceptance rules(boolean byLink) {
        return new Acceptance(dialect, file, seen.uid().orElse(0), byLink);
    }

    private Found refused(FileIdentity entry, Optional<FileIdentity> content, Refusal refusal) {
        return new Found.Refused(new Trace(entry, content, seen.uid()), refusal);
    }

    private Optional<Refusal> tooLarge(long bytes) {
        if (file.isSystem() || bytes <= Spool.LARGEST + HEADER_BYTES) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal(
                        "TOO LARGE (at most %d bytes)".formatted(Spool.LARGEST),
                        "the file has %d bytes, and a user's crontab may have %d"
                                .formatted(bytes, Spool.LARGEST),
                        "put what its lines say into scripts"));
    }

    private Optional<Refusal> tooLong(byte[] text) {
        int lines = 0;
        for (byte b : text) {
            lines += b == '\n' ? 1 : 0;
        }
        boolean asked = dialect == Dialect.DEBIAN && !file.isSystem();
        if (!asked || lines <= MOST_USER_LINES + HEADER_LINES) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal(
                        "TOO MANY LINES (at most %d)".formatted(MOST_USER_LINES),
                        "the file has %d lines, and a user's crontab may have %d"
                                .formatted(lines, MOST_USER_LINES),
                        "put what its lines do into scripts"));
    }
}
