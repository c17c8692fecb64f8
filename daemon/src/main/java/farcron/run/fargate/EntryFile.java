package farcron.run.fargate;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;
import farcron.os.PrivateFiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/// The file `task` in an attempt's folder, which holds its [Entry] as JSON. It is replaced as a
/// whole, and is on the disk before [#write] returns: what follows may not be forgotten.
final class EntryFile {

    private final RunFolder folder;

    EntryFile(RunFolder folder) {
        this.folder = folder;
    }

    private Path file() {
        return folder.task();
    }

    RunFolder folder() {
        return folder;
    }

    boolean exists() {
        return Files.exists(file());
    }

    /// Whether a process of this machine has had the run, as with `--fargate=local`.
    boolean isLocal() {
        return Files.exists(folder.claim());
    }

    /// @return absent if there is none: then nothing was ever asked of AWS
    /// @throws IOException also if it cannot be understood
    Optional<Entry> read() throws IOException {
        if (!exists()) {
            return Optional.empty();
        }
        try {
            Map<String, Object> json = JSON.std.mapFrom(Files.readString(file()));
            return Optional.of(EntryJson.entry(new Fields(json)));
        } catch (RuntimeException damaged) {
            throw new IOException(file() + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    /// Makes what is not there yet of the folder and the files that each run has.
    void begin(RunRecord run, Optional<byte[]> mail) throws IOException {
        Files.createDirectories(folder.path().getParent());
        if (!Files.isDirectory(folder.path())) {
            PrivateFiles.createDirectory(folder.path());
        }
        fresh(folder.script(), RunLabel.text(run).getBytes(StandardCharsets.UTF_8));
        if (Files.exists(folder.log())) {
            return;
        }
        if (mail.isPresent()) {
            fresh(folder.mail(), mail.get());
        }
        fresh(folder.copying(), new byte[0]);
        fresh(folder.log(), new byte[0]);
    }

    private static void fresh(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, bytes);
        }
    }

    /// Why its end was asked for: a record that is made up from folders would take it for an end of
    /// its own. The first reason stays.
    void note(String why) {
        try {
            fresh(folder.stopped(), why.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // The record has to remember.
        }
    }

    /// Nothing more will come into the log.
    void copied() {
        try {
            Files.deleteIfExists(folder.copying());
        } catch (IOException trouble) {
            // Whoever follows the log gives up by himself.
        }
    }

    void write(Entry entry) throws IOException {
        String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(EntryJson.of(entry));
        Path next = folder.path().resolve("task.new");
        Files.deleteIfExists(next);
        PrivateFiles.create(next, json.getBytes(StandardCharsets.UTF_8));
        sync(next, StandardOpenOption.WRITE);
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
        sync(folder.path(), StandardOpenOption.READ);
        sync(folder.path().getParent(), StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
