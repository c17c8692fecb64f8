package farcron.swap;

import farcron.crontab.Grammar.Dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The files of this program that a service needs elsewhere.
///
/// @param launcher what starts it
/// @param units folder of what is meant for systemd
/// @param pam folder of what is meant for PAM
public record ProgramFiles(Path launcher, Path units, Path pam) {

    private static final int OTHERS_MAY_WRITE = 0022;
    private static final int STICKY = 01000;

    /// @param home folder of the unpacked or installed program
    public static ProgramFiles installed(Path home) {
        Path share = home.resolve("share");
        return new ProgramFiles(
                home.resolve("bin/farcron"), share.resolve("systemd"), share.resolve("pam.d"));
    }

    /// @param folder of the sources
    public static ProgramFiles checkout(Path folder) {
        return new ProgramFiles(
                folder.resolve("farcron"),
                folder.resolve("systemd"),
                folder.resolve("packaging/pam.d"));
    }

    /// The service file, for a program that stands elsewhere than a package puts it.
    String unit() throws IOException {
        return Files.readString(units.resolve("farcron.service"))
                .replaceAll("(?m)^ExecStart=\\S+", "ExecStart=" + launcher);
    }

    String pamService(Dialect dialect) throws IOException {
        return Files.readString(
                switch (dialect) {
                    case DEBIAN -> pam.resolve("farcron");
                    case CRONIE -> pam.resolve("farcron.redhat");
                });
    }

    Path tmpfiles(Dialect dialect) {
        return switch (dialect) {
            case DEBIAN -> units.resolve("tmpfiles.d/farcron.conf");
            case CRONIE -> units.resolve("tmpfiles.d/farcron.redhat.conf");
        };
    }

    Path sysusers() {
        return units.resolve("sysusers.d/farcron.conf");
    }

    /// Whoever can change the program can do all that root can, once it is a service.
    ///
    /// @return a file or folder that somebody else than root can change, or replace
    Optional<Path> inStrangeHands() throws IOException {
        for (Path path = launcher.toRealPath(); path != null; path = path.getParent()) {
            Map<String, Object> unix =
                    Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) unix.get("mode");
            boolean shared = (mode & OTHERS_MAY_WRITE) != 0 && (mode & STICKY) == 0;
            if (shared || !unix.get("uid").equals(0)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
