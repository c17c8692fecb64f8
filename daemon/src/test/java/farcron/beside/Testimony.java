package farcron.beside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a machine has kept of its daemon's doings, as lines that can be compared: `job NAME` is
/// what the job found out about itself, `mail TO: SUBJECT` what was mailed and how, `log` what was
/// logged. Bytes are told as Latin-1, so that each counts.
record Testimony(SortedMap<String, List<String>> lines) {

    private static final Pattern LOGGED =
            Pattern.compile("(<\\d+>).{15} ([\\w-]+)(?:\\[\\d+\\])?: (.*)");
    private static final int WIDE = 500;

    static Testimony of(World world) throws IOException {
        SortedMap<String, List<String>> all = new TreeMap<>();
        for (Path dump : dumps(world)) {
            all.put("job " + dump.getFileName(), Files.readAllLines(dump, ISO_8859_1));
        }
        for (Path mail : mails(world)) {
            List<String> lines = mail(mail);
            String name = "mail " + header(lines, "To") + ": " + header(lines, "Subject");
            all.putIfAbsent(name.replaceAll(" +", " "), lines);
        }
        all.put("log", world.read("log").lines().map(Testimony::logged).distinct().toList());
        return new Testimony(all);
    }

    /// Of the jobs that have told all.
    static List<Path> dumps(World world) throws IOException {
        return finished(world.file("dumps"), name -> !name.contains("."));
    }

    static List<Path> mails(World world) throws IOException {
        return finished(world.file("mails"), name -> !name.startsWith("new."));
    }

    /// Also mail that no line is marked for comes before this one.
    static boolean hasLastMail(World world) throws IOException {
        for (Path mail : mails(world)) {
            if (mail(mail).contains("body: last")) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> finished(Path folder, Predicate<String> isFinished)
            throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isFinished.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> mail(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("text"), ISO_8859_1);
        int end = Math.max(0, text.indexOf("\n\n"));
        return Stream.of(
                        text.substring(0, end).lines().map(line -> "header: " + line),
                        // The last one is empty if the text ends with a newline.
                        Arrays.stream(text.substring(end).split("\n", -1))
                                .skip(2)
                                .map(Testimony::body),
                        Files.readAllLines(folder.resolve("facts"), ISO_8859_1).stream())
                .flatMap(lines -> lines)
                .toList();
    }

    private static String body(String line) {
        return "body: "
                + (line.length() > WIDE ? line.length() + " bytes, " + line.hashCode() : line);
    }

    private static String header(List<String> lines, String name) {
        String begin = "header: " + name + ": ";
        return lines.stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElse("(no " + name + ")");
    }

    /// Without time and process number.
    private static String logged(String line) {
        Matcher matcher = LOGGED.matcher(line);
        return matcher.matches()
                ? matcher.group(1) + matcher.group(2) + ": " + matcher.group(3)
                : line;
    }
}
