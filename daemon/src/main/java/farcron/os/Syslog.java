package farcron.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/// The system's log, syslog(3): each message as RFC 3164 has it, with cron's facility.
///
/// Owned by one thread, which it may keep for half a second at most: no reader may hold up more.
public final class Syslog implements AutoCloseable {

    /// Where the system's log reads.
    public static final Path SOCKET = Path.of("/dev/log");

    private static final int FACILITY_CRON = 9 << 3;
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// As much as rsyslog takes if it is not told otherwise.
    private static final int LONGEST = 8192;

    private static final int PATIENCE_MILLIS = 500;

    private final Path path;
    private final ZoneId zone;
    private final long pid;
    private Optional<MessageSocket> socket = Optional.empty();

    /// Whether the last message was taken. Who reads nothing is waited for once, not each time.
    private boolean taken = true;

    public enum Severity {
        ERROR(3),
        WARNING(4),
        INFO(6),
        DEBUG(7);

        private final int number;

        Severity(int number) {
            this.number = number;
        }
    }

    /// @param zone whose wall clock the messages tell
    /// @param pid shown behind each ident
    public Syslog(Path path, ZoneId zone, long pid) {
        this.path = path;
        this.zone = zone;
        this.pid = pid;
    }

    /// A reader that was restarted is found again.
    ///
    /// @param text one line; what is too long is cut, and says so
    /// @throws IOException if the message was not taken: nobody reads, or not fast enough
    public void send(Instant at, Severity severity, String ident, String text) throws IOException {
        byte[] message = message(at, severity, ident, text);
        taken = put(message, taken ? PATIENCE_MILLIS : 0);
        if (!taken) {
            throw new IOException(path + " is full: its reader does not keep up");
        }
    }

    private boolean put(byte[] message, int patience) throws IOException {
        if (socket.isPresent()) {
            try {
                return socket.get().send(message, patience);
            } catch (IOException _) {
                close();
            }
        }
        socket = Optional.of(MessageSocket.connect(path.toString()));
        return socket.get().send(message, patience);
    }

    private byte[] message(Instant at, Severity severity, String ident, String text) {
        ZonedDateTime time = at.atZone(zone);
        int month = 3 * (time.getMonthValue() - 1);
        String head =
                String.format(
                        Locale.ROOT,
                        "<%d>%s %2d %02d:%02d:%02d %s[%d]: ",
                        FACILITY_CRON | severity.number,
                        MONTHS.substring(month, month + 3),
                        time.getDayOfMonth(),
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        ident,
                        pid);
        return cut((head + text).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] cut(byte[] message) {
        if (message.length <= LONGEST) {
            return message;
        }
        int kept = LONGEST - 40;
        while ((message[kept] & 0xC0) == 0x80) {
            kept--;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(LONGEST);
        out.write(message, 0, kept);
        String mark = "... [" + (message.length - kept) + " bytes cut]";
        out.writeBytes(mark.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /// The next message connects again.
    @Override
    public void close() {
        socket.ifPresent(MessageSocket::close);
        socket = Optional.empty();
    }
}
