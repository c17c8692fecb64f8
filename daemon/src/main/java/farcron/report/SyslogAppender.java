package farcron.report;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

import farcron.os.Syslog;

import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;

/// Writes the log to the system's. The ident of a line is what its logger is called behind
/// `farcron.`; see [EventLog].
///
/// Owned by the one thread that calls it. A line that nobody takes is lost; the number of lost
/// lines stands in the log as soon as somebody reads again.
final class SyslogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final String OURS = "farcron";

    private final Syslog syslog;
    private long lost;

    SyslogAppender(Syslog syslog) {
        this.syslog = syslog;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Instant at = event.getInstant();
        Syslog.Severity severity = severity(event.getLevel());
        String ident = ident(event.getLoggerName());
        lines(event).forEach(line -> send(at, severity, ident, line));
    }

    private void send(Instant at, Syslog.Severity severity, String ident, String line) {
        try {
            if (lost > 0) {
                String notice = "event=lines_lost count=" + lost;
                syslog.send(at, Syslog.Severity.WARNING, OURS, notice);
                lost = 0;
            }
            syslog.send(at, severity, ident, line);
        } catch (IOException trouble) {
            if (lost == 0) {
                System.err.println(
                        "farcron: lines of the log are lost until the system's log takes them"
                                + " again: "
                                + trouble.getMessage());
            }
            lost++;
        }
    }

    /// No line of it can bring a line break or an escape sequence into the log.
    private static Stream<String> lines(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        Stream<String> trace =
                thrown == null ? Stream.of() : ThrowableProxyUtil.asString(thrown).lines();
        return Stream.concat(event.getFormattedMessage().lines(), trace).map(Printable::line);
    }

    private static String ident(String logger) {
        return logger.startsWith(OURS + ".") ? logger.substring(OURS.length() + 1) : OURS;
    }

    private static Syslog.Severity severity(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> Syslog.Severity.ERROR;
            case Level.WARN_INT -> Syslog.Severity.WARNING;
            case Level.INFO_INT -> Syslog.Severity.INFO;
            default -> Syslog.Severity.DEBUG;
        };
    }

    @Override
    public void stop() {
        syslog.close();
        super.stop();
    }
}
