package farcron.load;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// The memory that users may fill with their crontabs. Each of them is bounded by itself, but
/// several accounts could still take all that the daemon has, and end it for everybody. So when
/// they do not fit together, the largest is left out.
///
/// @param bytes for all users together; the system's crontabs are root's own business
record Room(long bytes) {

    /// The file that has to go for the others to fit.
    Optional<CrontabFile> tooHeavy(Map<CrontabFile, Known> files) {
        if (taken(files) <= bytes) {
            return Optional.empty();
        }
        return files.entrySet().stream()
                .filter(Room::isUsers)
                .max(Comparator.comparingLong(file -> file.getValue().weight()))
                .map(Map.Entry::getKey);
    }

    /// Whether a file that was left out would fit by now.
    boolean isThereNow(Known file, Map<CrontabFile, Known> files) {
        return file.isCrowdedOut() && taken(files) + file.weight() <= bytes;
    }

    Refusal refusal() {
        return new Refusal(
                "NO ROOM",
                "the users' crontabs together are too large for the daemon's memory, and this is"
                        + " the largest of them",
                "shorten it, or give the daemon more memory");
    }

    private static long taken(Map<CrontabFile, Known> files) {
        return files.entrySet().stream()
                .filter(Room::isUsers)
                .mapToLong(file -> file.getValue().weight())
                .sum();
    }

    private static boolean isUsers(Map.Entry<CrontabFile, Known> file) {
        return !file.getKey().isSystem() && !file.getValue().isCrowdedOut();
    }
}
