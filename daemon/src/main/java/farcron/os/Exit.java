package farcron.os;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Ends this process right now, as _exit(2) does. The JVM's own way waits 300 ms for threads that
/// sit in a call of the system, such as a read(2) of what a job's supervisor will say; they would
/// sit there for as long as the job runs.
public final class Exit {

    private static final MethodHandle FFLUSH =
            Libc.function(
                    "fflush", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MethodHandle EXIT =
            Libc.function("_exit", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));

    private Exit() {}

    /// Nothing that is still to be done is done: no hook of the JVM's runs. It returns only where
    /// that cannot be had.
    public static void now(int status) {
        System.out.flush();
        System.err.flush();
        try {
            Libc.call(
                    "_exit",
                    Path.of("/proc/self"),
                    (_, state) -> {
                        // What the JVM itself has still to write, such as its list of classes.
                        int flushed = (int) FFLUSH.invokeExact(state, MemorySegment.NULL);
                        EXIT.invokeExact(state, status);
                        return flushed;
                    });
        } catch (IOException _) {
            // fflush(3) has failed, so the caller ends the process in the other way.
        }
    }
}
