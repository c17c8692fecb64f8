package farcron.doctor;

import farcron.spool.Locations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// Whether others than root may put something where root believes what it finds.
record FolderLook(Locations locations, Path configuration, Path state) implements Look {

    private static final String ABOUT = "folders";
    private static final int GROUP_MAY_WRITE = 0020;
    private static final int OTHERS_MAY_WRITE = 0002;
    private static final int ONLY_OWN_FILES = 01000;
    private static final int OTHERS_MAY_ANYTHING = 0077;

    @Override
    public void look(Findings findings) {
        long before = findings.all().size();
        look(locations.cronD(), GROUP_MAY_WRITE | OTHERS_MAY_WRITE, findings);
        look(locations.spool(), OTHERS_MAY_WRITE, findings);
        look(state, OTHERS_MAY_ANYTHING, findings);
        if (Files.exists(configuration)) {
            look(configuration, GROUP_MAY_WRITE | OTHERS_MAY_WRITE, findings);
        }
        if (findings.all().size() == before) {
            findings.ok(
                    ABOUT,
                    "%s, %s and %s are root's"
                            .formatted(locations.cronD(), locations.spool(), state));
        }
    }

    /// @param never what nobody but root may there
    private void look(Path folder, int never, Findings findings) {
        try {
            Map<String, Object> unix = Files.readAttributes(folder, "unix:mode,uid");
            int mode = (Integer) unix.get("mode") & 07777;
            if ((Integer) unix.get("uid") != 0) {
                findings.fail(
                        ABOUT,
                        "%s belongs to user number %d, who could have root run anything"
                                .formatted(folder, (Integer) unix.get("uid")),
                        "chown root " + folder);
            } else if ((mode & never) != 0 || isOpen(mode)) {
                findings.fail(
                        ABOUT,
                        "%s has mode %04o, so others may read or write there"
                                .formatted(folder, mode),
                        "chmod %s %s".formatted(folder.equals(state) ? "0700" : "go-w", folder));
            }
        } catch (NoSuchFileException _) {
            findings.note(ABOUT, "there is no " + folder + " yet");
        } catch (IOException failure) {
            findings.unseen(ABOUT, folder.toString());
        }
    }

    /// Where a group may write, nobody of it may touch another one's file: crontab(1) of Debian.
    private static boolean isOpen(int mode) {
        return (mode & GROUP_MAY_WRITE) != 0 && (mode & ONLY_OWN_FILES) == 0;
    }
}
