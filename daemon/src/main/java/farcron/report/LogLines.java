package farcron.report;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.TimeZone;

/// An event as a line: when, in RFC 3339, and what. Logback's own layouts would be taken apart from
/// a pattern at each start.
final class LogLines extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    /// Logback is there before anybody could say which zone it is to be.
    private final ZoneId zone = TimeZone.getDefault().toZoneId();

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line =
                new StringBuilder()
                        .append(WHEN.format(event.getInstant().atZone(zone)))
                        .append(' ')
                        .append(event.getFormattedMessage())
                        .append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
