package farcron.report;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

import farcron.os.Syslog;

import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.ZoneId;

/// Sets up the log without a file to parse: one line an event on standard output, unless the
/// system's log is to have it. Found by Logback through `META-INF/services`.
///
/// Events wait in memory for the writer. If whoever reads them is slow or gone, events are dropped
/// rather than that the scheduler waits. What jobs write waits outside, in its files.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogbackSetup extends ContextAwareBase implements Configurator {

    private static final int WAITING = 32_768;
    private static final int WAITING_AT_START = 256;

    /// The appender that shows on standard error what goes wrong at the start.
    private static final String START = "start";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logger root = root(context);
        root.setLevel(Level.WARN);
        AsyncAppender queue = queue(context, "log", WAITING, console(context, "System.out"));
        root.addAppender(queue);
        context.getLogger("farcron").setLevel(Level.INFO);
        // What its warnings are about comes to us as an exception, and is told then.
        context.getLogger("software.amazon").setLevel(Level.ERROR);
        output(context, start(context, "output", new PatientAppender(queue)));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /// How much the daemon tells of itself.
    ///
    /// @param word `error`, `warn`, `info` or `debug`
    public static void level(String word) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            level(context, word);
        }
    }

    static void level(LoggerContext context, String word) {
        context.getLogger("farcron").setLevel(Level.toLevel(word, Level.INFO));
    }

    /// From now on lines go to the system's log; only what jobs write stays on standard output.
    /// Until [#up], errors are shown on standard error as well.
    ///
    /// @param zone whose wall clock the system's log tells
    public static void toSyslog(Path socket, ZoneId zone) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            toSyslog(context, new Syslog(socket, zone, ProcessHandle.current().pid()));
        }
    }

    static void toSyslog(LoggerContext context, Syslog syslog) {
        root(context).detachAndStopAllAppenders();
        root(context).addAppender(queue(context, "log", WAITING, new SyslogAppender(syslog)));
        ConsoleAppender<ILoggingEvent> errors = console(context, "System.err");
        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setLevel("ERROR");
        threshold.start();
        errors.addFilter(threshold);
        root(context).addAppender(queue(context, START, WAITING_AT_START, errors));
        output(context, console(context, "System.out"));
    }

    /// The start is over, and nobody sits before standard error any more.
    public static void up() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            up(context);
        }
    }

    static void up(LoggerContext context) {
        Appender<ILoggingEvent> start = root(context).getAppender(START);
        if (start != null) {
            root(context).detachAppender(start);
            start.stop();
        }
    }

    /// Writes what still waits, for at most a second. The last thing a program does.
    public static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    /// What jobs write is shown whatever the level of the log is.
    private static void output(LoggerContext context, Appender<ILoggingEvent> appender) {
        Logger jobs = context.getLogger(EventLog.OUTPUT);
        jobs.detachAndStopAllAppenders();
        jobs.setLevel(Level.INFO);
        jobs.setAdditive(false);
        jobs.addAppender(appender);
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static AsyncAppender queue(
            LoggerContext context, String name, int size, Appender<ILoggingEvent> writer) {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(size);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(start(context, name + "-writer", writer));
        return start(context, name, queue);
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, String target) {
        LogLines line = new LogLines();
        line.setContext(context);
        line.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget(target);
        console.setEncoder(line);
        return start(context, target, console);
    }

    private static <A extends Appender<ILoggingEvent>> A start(
            LoggerContext context, String name, A appender) {
        appender.setContext(context);
        appender.setName(name);
        appender.start();
        return appender;
    }
}
