package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.Holes;
import farcron.os.LogLimit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps logs from filling the disk: what stands between the first and the last part is given back,
/// while the job goes on writing. It is neither blocked nor killed for its chatter.
final class OutputCap {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private final LogLimit limit;
    private final Map<RunFolder, Long> cutUpTo = new ConcurrentHashMap<>();
    private volatile boolean possible = true;

    OutputCap(LogLimit limit) {
        this.limit = limit;
    }

    /// For a run that goes on: twice the last part is left, so that whoever is reading it now does
    /// not see it vanish.
    ///
    /// @return whether something was given back
    boolean trim(RunFolder folder) {
        return trim(folder, 2 * limit.last());
    }

    void trimLast(RunFolder folder) {
        trim(folder, limit.last());
        cutUpTo.remove(folder);
    }

    private boolean trim(RunFolder folder, long last) {
        if (!possible) {
            return false;
        }
        try {
            long from = cutUpTo.getOrDefault(folder, limit.first());
            long to = Files.size(folder.log()) - last;
            if (to <= from) {
                return false;
            }
            Holes.punch(folder.log(), limit.first(), to - limit.first());
            cutUpTo.put(folder, to);
            return true;
        } catch (IOException | UnsatisfiedLinkError e) {
            if (Files.exists(folder.log())) {
                possible = false;
                LOG.warn(
                        "logs of runs are not capped, as their file system cannot give back the"
                                + " middle of a file: "
                                + e);
            }
            return false;
        }
    }
}
