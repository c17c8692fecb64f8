package farcron.swap;

import farcron.load.CrontabFile;
import farcron.load.Reading;
import farcron.os.FileIdentity;
import farcron.os.PrivateFiles;
import farcron.os.StrangeHands;
import farcron.os.WholeFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// A crontab whose lines are guarded in its place.
///
/// @param file which one it is
/// @param text what it shall hold
/// @param seen the file that was read for it
public record GuardedFile(CrontabFile file, GuardedText text, FileIdentity seen) {

    /// Looks at a file; changes nothing.
    ///
    /// @throws IOException also if it is a link, or no file at all
    public static GuardedFile of(CrontabFile file, Reading reading) throws IOException {
        Path path = file.path();
        if (Files.isSymbolicLink(path)) {
            throw new IOException("it is a symbolic link; name the file that it leads to");
        }
        FileIdentity seen = FileIdentity.of(path, LinkOption.NOFOLLOW_LINKS);
        if (!Files.isRegularFile(path)) {
            throw new IOException("it is not a regular file; name a crontab");
        }
        return new GuardedFile(file, GuardedText.of(file, Files.readAllBytes(path), reading), seen);
    }

    /// Puts the guarded text into the file's place, if anything has changed. The text before is
    /// kept under the file's whole path in another folder, which no cron reads.
    ///
    /// @param kept that folder, for this account alone; made if need be
    /// @return where the text before is kept; empty if nothing has changed
    public Optional<Path> write(Path kept) throws IOException {
        if (!text.isChanged()) {
            return Optional.empty();
        }
        Path whole = file.path().toAbsolutePath().normalize();
        refuseStrangeHands(whole);
        Path copy = kept.resolve(Path.of("/").relativize(whole));
        var mine = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(copy.getParent(), PosixFilePermissions.asFileAttribute(mine));
        WholeFile.replace(copy, Files.readAllBytes(whole));
        WholeFile.rewrite(whole, text.bytes(), seen);
        return Optional.of(copy);
    }

    /// Whoever can change the folder could turn what root does there to other files.
    private static void refuseStrangeHands(Path whole) throws IOException {
        Optional<Path> strange =
                PrivateFiles.isRoots() ? StrangeHands.on(whole.getParent()) : Optional.empty();
        if (strange.isPresent()) {
            String owner = Files.getOwner(whole, LinkOption.NOFOLLOW_LINKS).getName();
            throw new IOException(
                    "somebody else than root can change %s, so root must not write there; do it as the"
                                    .formatted(strange.get())
                            + " file's owner: su %s -c 'farcron guard ...'".formatted(owner));
        }
    }
}
