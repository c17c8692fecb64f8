package farcron.load;

import farcron.os.FileIdentity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Crontabs that somebody named to the daemon, and so vouches for.
final class NamedCrontabs extends Crontabs {

    private final List<CrontabFile> files;

    NamedCrontabs(List<CrontabFile> files) {
        this.files = List.copyOf(files);
    }

    @Override
    List<Path> folders() {
        return files.stream()
                .map(file -> file.path().toAbsolutePath().getParent())
                .distinct()
                .toList();
    }

    @Override
    List<CrontabFile> list() {
        return files;
    }

    @Override
    Trace trace(CrontabFile file) throws IOException {
        FileIdentity identity = FileIdentity.of(file.path());
        return new Trace(identity, Optional.of(identity), OptionalLong.empty());
    }

    /// A change while it is read is a change to what was seen before, so the next look notices it.
    @Override
    Found read(CrontabFile file, Trace seen) throws IOException {
        return new Found.Text(seen, Loaded.content(file.path()));
    }

    @Override
    void refused(CrontabFile file, Refusal refusal) {}

    @Override
    void reloaded(CrontabFile file) {}

    @Override
    boolean isStranger(String user) {
        return false;
    }

    @Override
    boolean expects(CrontabFile file) {
        return true;
    }

    @Override
    Room room() {
        return new Room(Long.MAX_VALUE);
    }
}
