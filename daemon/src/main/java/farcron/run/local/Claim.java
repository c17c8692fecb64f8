package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.ControlGroup;
import farcron.os.PrivateFiles;
import farcron.os.ProcessStat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who runs the run of a folder. The file is made once and never changed, so that of all who want
/// to run it, one does.
sealed interface Claim {

    /// Nobody: no claim, or no folder.
    record None() implements Claim {}

    /// Somebody wanted to, and could not write down who. It did not start anything.
    record Empty() implements Claim {}

    /// A daemon found it unclaimed, and made sure that no late supervisor would start it after all.
    record Withdrawn() implements Claim {}

    /// @param supervisor as it was then
    /// @param boot id of the machine's start in which that was
    /// @param group of what it runs, if that has one
    record Held(ProcessStat supervisor, String boot, Instant at, Optional<ControlGroup> group)
            implements Claim {}

    static Claim of(RunFolder folder) {
        try {
            String line = Files.readString(folder.claim(), StandardCharsets.ISO_8859_1);
            if (line.equals(WITHDRAWN)) {
                return new Withdrawn();
            }
            Optional<ProcessStat> stat =
                    line.endsWith("\n") ? ProcessStat.parse(line) : Optional.empty();
            if (stat.isEmpty()) {
                return new Empty();
            }
            Instant at = Files.getLastModifiedTime(folder.claim()).toInstant();
            List<String> words = List.of(line.strip().split(" "));
            boolean grouped = words.getLast().startsWith("/");
            String boot = grouped ? words.get(words.size() - 2) : words.getLast();
            Optional<ControlGroup> group =
                    Optional.of(words.getLast())
                            .filter(_ -> grouped)
                            .map(path -> new ControlGroup(Path.of(path)));
            return new Held(stat.get(), boot, at, group);
        } catch (NoSuchFileException _) {
            return new None();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.claim(), e);
        }
    }

    /// Of what was claimed, if that has one.
    default Optional<ControlGroup> group() {
        return switch (this) {
            case None _, Empty _, Withdrawn _ -> Optional.empty();
            case Held held -> held.group();
        };
    }

    /// Takes the claim of a folder that nobody is to run any more; false if somebody was faster.
    static boolean withdraw(RunFolder folder) {
        try {
            PrivateFiles.create(folder.claim(), WITHDRAWN.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } catch (NoSuchFileException _) {
            return true;
        } catch (IOException _) {
            // On a full disk the name is taken all the same, and that is enough.
            return Files.exists(folder.claim());
        }
    }

    String WITHDRAWN = "withdrawn\n";
}
