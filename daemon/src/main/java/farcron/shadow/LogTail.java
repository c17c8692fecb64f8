package farcron.shadow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The end of a log file, also when it is rotated: what is left of the old file is read first.
final class LogTail implements CronLog.Following {

    private static final int AT_ONCE = 1 << 16;

    private final Path path;
    private final LogLines lines;
    private FileChannel file;
    private Object key;

    LogTail(Path path, LogLines lines) throws IOException {
        this.path = path;
        this.lines = lines;
        open();
        file.position(file.size());
    }

    private void open() throws IOException {
        file = FileChannel.open(path);
        key = key();
    }

    private Object key() throws IOException {
        return Files.getAttribute(path, "unix:ino");
    }

    @Override
    public List<Fact> news() throws IOException {
        List<Fact> facts = new ArrayList<>();
        read(facts);
        if (isAnother()) {
            read(facts);
            file.close();
            open();
            read(facts);
        } else if (file.size() < file.position()) {
            file.position(0);
            read(facts);
        }
        return facts;
    }

    /// While it is being rotated there may be none; and as long as nothing stands in the new one,
    /// its writer may still have the old one open.
    private boolean isAnother() throws IOException {
        try {
            return !key().equals(key) && Files.size(path) > 0;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private void read(List<Fact> facts) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(AT_ONCE);
        while (file.read(bytes) > 0) {
            facts.addAll(lines.facts(bytes.array(), bytes.position()));
            bytes.clear();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // It was only read.
        }
    }
}
