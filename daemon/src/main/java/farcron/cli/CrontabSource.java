package farcron.cli;

import farcron.spool.Spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Reads a new crontab from where it is, and never more of it than a crontab may have.
final class CrontabSource {

    private final CrontabWords words;
    private final InputStream standard;

    CrontabSource(CrontabWords words, InputStream standard) {
        this.words = words;
        this.standard = standard;
    }

    /// @param file `-` for standard input
    byte[] read(String file) throws CrontabRefusal {
        try {
            if (file.equals("-")) {
                return bounded("standard input", standard);
            }
            Path path = Path.of(file);
            refuseOdd(file, path);
            try (InputStream in = Files.newInputStream(path)) {
                return bounded(file, in);
            }
        } catch (IOException | InvalidPathException failure) {
            throw new CrontabRefusal(file + ": " + why(failure));
        }
    }

    /// What an editor has left. Whatever it did, no link is followed.
    static byte[] edited(Path path) throws CrontabRefusal {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new CrontabRefusal("crontab: " + path + " is no regular file any more");
        }
        var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (InputStream in = Channels.newInputStream(Files.newByteChannel(path, options))) {
            return bounded(path.toString(), in);
        } catch (IOException failure) {
            throw new CrontabRefusal("Can't open tempfile after edit: " + why(failure));
        }
    }

    private void refuseOdd(String file, Path path) throws CrontabRefusal {
        boolean regular = Files.isRegularFile(path) || !Files.exists(path);
        if (words == CrontabWords.DEBIAN && !regular) {
            throw new CrontabRefusal(file + ": Not a regular file.");
        }
        if (words == CrontabWords.CRONIE && Files.isDirectory(path)) {
            throw new CrontabRefusal(
                    "crontab: invalid crontab file: '" + file + "' is a directory");
        }
    }

    private static byte[] bounded(String name, InputStream in) throws IOException, CrontabRefusal {
        byte[] text = in.readNBytes(Spool.LARGEST + 1);
        if (text.length > Spool.LARGEST) {
            throw new CrontabRefusal(
                    "crontab: "
                            + name
                            + " has more than "
                            + Spool.LARGEST
                            + " bytes, and no crontab may; put commands into scripts, or jobs"
                            + " into /etc/cron.d");
        }
        return text;
    }

    /// As strerror(3), where it is one of the usual reasons.
    static String why(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> failure.getMessage() + "";
        };
    }
}
