package farcron.run.local;

import java.nio.file.Path;

/// A JVM of its own that starts jobs and is then killed: `STATE COUNT`. Job n sleeps a little and
/// exits with n.
final class DaemonForTests {

    private DaemonForTests() {}

    public static void main(String[] arguments) throws Exception {
        LocalRuns local = new LocalRuns(Path.of(arguments[0]));
        for (int run = 1; run <= Integer.parseInt(arguments[1]); run++) {
            local.start(run, "echo begun; sleep 3; exit " + run);
        }
        Thread.currentThread().join();
    }
}
