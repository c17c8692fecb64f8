package farcron.os;

/// Ends this process right now, as _exit(2) does. The JVM's own way waits 300 ms for threads that
/// sit in a call of the system, such as a read(2) of what a job's supervisor will say; they would
/// sit there for as long as the job runs.
public final class Exit {

    private Exit() {}

    /// Nothing that is still to be done is done: no hook of the JVM's runs. It does not return.
    public static void now(int status) {
        System.out.flush();
        System.err.flush();
        // What the JVM itself has still to write, such as its list of classes: fflush(NULL).
        Libc.result("fflush", 0);
        Libc.result("_exit", status);
    }
}
