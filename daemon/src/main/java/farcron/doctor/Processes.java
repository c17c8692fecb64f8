package farcron.doctor;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What root runs on this machine, proc(5); not what runs in its containers. Only root runs the
/// crontabs of all users, whatever others call their programs.
final class Processes {

    private final Premises premises;

    /// @param name of the program, as the kernel cut it
    /// @param arguments with the program's own path
    record Process(long pid, String name, List<String> arguments) {

        /// Whether this is the daemon of the machine's crontabs: it is given no files.
        boolean isFarcron() {
            int main = arguments.indexOf("farcron.Main");
            return main >= 0
                    && arguments.size() > main + 1
                    && arguments.get(main + 1).equals("daemon")
                    && hasOptionsOnly(arguments.subList(main + 2, arguments.size()));
        }

        /// Each of them has a value, with a blank or `=` before it.
        private static boolean hasOptionsOnly(List<String> words) {
            for (int i = 0; i < words.size(); i += words.get(i).contains("=") ? 1 : 2) {
                if (!words.get(i).startsWith("--")) {
                    return false;
                }
            }
            return true;
        }
    }

    Processes(Premises premises) {
        this.premises = premises;
    }

    /// Those that have ended meanwhile are left out.
    List<Process> all() {
        List<Process> all = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(premises.at("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                String folder = "/proc/" + entry.getFileName();
                if (!isSomebodyElses(folder)) {
                    read(folder).ifPresent(all::add);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return List.of();
        }
        all.sort(Comparator.comparingLong(Process::pid));
        return all;
    }

    /// What runs in a container has a number there besides the one it has here.
    private boolean isSomebodyElses(String folder) {
        return premises.text(folder + "/status").stream()
                .flatMap(String::lines)
                .anyMatch(line -> line.matches("NSpid:\\s+\\d+\\s+\\d+.*|Uid:\\s+[1-9].*"));
    }

    private Optional<Process> read(String folder) {
        long pid = Long.parseLong(folder.substring(folder.lastIndexOf('/') + 1));
        List<String> arguments =
                premises.text(folder + "/cmdline").stream()
                        .flatMap(line -> List.of(line.split("\0")).stream())
                        .toList();
        return premises.text(folder + "/comm")
                .map(name -> new Process(pid, name.strip(), arguments));
    }

    List<Process> farcrons() {
        return all().stream().filter(Process::isFarcron).toList();
    }
}
