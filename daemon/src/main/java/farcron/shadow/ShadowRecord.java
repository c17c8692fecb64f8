package farcron.shadow;

import farcron.os.PrivateFiles;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/// What the shadow has seen, line by line in a file that only grows. Nothing but facts stand there:
/// what follows from them is judged anew by each report. What was written before a crash counts.
///
/// Belongs to one thread.
public final class ShadowRecord implements AutoCloseable {

    private final FileChannel file;
    private final FactText.Writer writer = new FactText.Writer();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private ShadowRecord(FileChannel file) {
        this.file = file;
    }

    /// Where it is in a state folder.
    public static Path in(Path state) {
        return state.resolve("shadow").resolve("record");
    }

    /// Opens it to go on writing; makes it first where there is none.
    ///
    /// @throws IOException also if another shadow writes it
    public static ShadowRecord open(Path path) throws IOException {
        Path state = path.toAbsolutePath().getParent().getParent();
        Files.createDirectories(state.getParent());
        if (!Files.isDirectory(state)) {
            PrivateFiles.createDirectory(state);
        }
        PrivateFiles.ownDirectory(path.toAbsolutePath().getParent());
        try {
            PrivateFiles.create(path, new byte[0]);
        } catch (FileAlreadyExistsException _) {
            // It is an earlier shadow's.
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.APPEND);
        if (!isLocked(file)) {
            file.close();
            throw new IOException(
                    path
                            + ": another shadow writes it; stop that, or choose a folder with"
                            + " --state");
        }
        return new ShadowRecord(file);
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    void add(Fact fact) {
        if (fact instanceof Fact.Begun) {
            // What a crash has cut off ends here.
            pending.write('\n');
        }
        pending.writeBytes(writer.text(fact).getBytes(StandardCharsets.UTF_8));
    }

    /// Writes what is new.
    ///
    /// @return what keeps it from that; the rest is written when that is possible again
    Optional<String> flush() {
        if (pending.size() == 0) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
        pending.reset();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
            return Optional.empty();
        } catch (IOException failure) {
            pending.write(bytes.array(), bytes.position(), bytes.remaining());
            return Optional.of("the record cannot be written: " + failure.getMessage());
        }
    }

    /// What is on record.
    public static void read(Path path, Consumer<Fact> facts) throws IOException {
        FactText.Reader reader = new FactText.Reader(facts);
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.read(line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        file.close();
    }
}
