package farcron.report;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

import java.util.concurrent.locks.LockSupport;

/// Puts lines into the queue of the log, in their order with the events, but only while few wait
/// there: whoever calls waits, so that what jobs write pushes no event out of the queue.
final class PatientAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int FEW = 64;
    private static final long MOMENT_NANOS = 1_000_000;

    private final AsyncAppender queue;

    PatientAppender(AsyncAppender queue) {
        this.queue = queue;
    }

    @Override
    protected void append(ILoggingEvent event) {
        while (queue.isStarted() && queue.getNumberOfElementsInQueue() > FEW) {
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        queue.doAppend(event);
    }
}
