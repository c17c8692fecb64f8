package farcron.doctor;

import farcron.os.DiskRoom;

import java.nio.file.Path;
import java.util.Optional;

/// Whether there is room for what jobs write. That the file system lets nobody execute is no
/// matter.
///
/// @param room absent where the folder is not there, or may not be looked at
record DiskLook(Path state, Optional<DiskRoom> room) implements Look {

    private static final String ABOUT = "disk";
    private static final int MIB = 20;
    private static final long LITTLE = 256L << MIB;
    private static final long NOTHING = 16L << MIB;
    private static final long FEW_FILES = 5_000;
    private static final long NO_FILES = 100;

    @Override
    public void look(Findings findings) {
        room.ifPresent(left -> look(left, findings));
    }

    private void look(DiskRoom left, Findings findings) {
        String what =
                "%d MiB and %s files are left for %s"
                        .formatted(
                                left.bytes() >> MIB,
                                left.files() == Long.MAX_VALUE ? "all" : left.files(),
                                state);
        String remedy = "free some, or set keep-days, keep-runs or log-limit lower";
        if (left.bytes() < NOTHING || left.files() < NO_FILES) {
            findings.fail(ABOUT, what, remedy);
        } else if (left.bytes() < LITTLE || left.files() < FEW_FILES) {
            findings.warn(ABOUT, what, remedy);
        } else {
            findings.ok(ABOUT, what);
        }
    }
}
