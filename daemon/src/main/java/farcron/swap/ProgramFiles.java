package farcron.swap;

import farcron.crontab.Grammar.Dialect;
import farcron.os.StrangeHands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;

/// The files of this program that a service needs elsewhere.
///
/// @param folder with all of it
/// @param launcher what starts it
/// @param units folder of what is meant for systemd
/// @param pam folder of what is meant for PAM
public record ProgramFiles(Path folder, Path launcher, Path units, Path pam) {

    /// @param home folder of the unpacked or installed program
    public static ProgramFiles installed(Path home) {
        Path share = home.resolve("share");
        return new ProgramFiles(
                home,
                home.resolve("bin/farcron"),
                share.resolve("systemd"),
                share.resolve("pam.d"));
    }

    /// @param folder of the sources
    public static ProgramFiles checkout(Path folder) {
        return new ProgramFiles(
                folder,
                folder.resolve("farcron"),
                folder.resolve("systemd"),
                folder.resolve("packaging/pam.d"));
    }

    /// The service file, for a program that stands elsewhere than a package puts it.
    String unit() throws IOException {
        return Files.readString(units.resolve("farcron.service"))
                .replaceAll(
                        "(?m)^ExecStart=\\S+",
                        Matcher.quoteReplacement("ExecStart=" + word(launcher.toString())));
    }

    /// One word of a unit, systemd.syntax(7).
    private static String word(String path) {
        String text = path.replace("%", "%%");
        return text.contains(" ") ? '"' + text + '"' : text;
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
        Optional<Path> onTheWay = StrangeHands.on(launcher);
        return onTheWay.isPresent() ? onTheWay : StrangeHands.in(folder);
    }
}
