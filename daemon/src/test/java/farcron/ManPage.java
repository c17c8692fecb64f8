package farcron;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The source of a man page, in mdoc(7).
///
/// @param file such as `farcron.8`
public record ManPage(String file, List<String> lines) {

    public static final Path FOLDER = Path.of("../packaging/man");

    private static final Pattern ENTRY =
            Pattern.compile("\\.It Cm ([a-z.-]+(?: [a-z]+)*):?(?: .*)?");
    private static final Pattern FLAG = Pattern.compile("\\bFl (-?[A-Za-z][A-Za-z-]*)");
    private static final String TAG = ".\\\" ";

    /// An example: lines that stand as they are to be typed.
    ///
    /// @param kind what they are, as the remark above says; empty for command lines
    public record Example(String kind, List<String> lines) {

        public String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    public static List<ManPage> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.[1-8]"))
                    .sorted()
                    .map(ManPage::named)
                    .filter(page -> !page.isLink())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ManPage named(String file) {
        try {
            return new ManPage(file, Files.readAllLines(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it only says which other page is meant.
    boolean isLink() {
        return lines.size() == 1 && lines.getFirst().startsWith(".so ");
    }

    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /// What each `.It Cm NAME` of a section says, with its head. Several heads of one name are one
    /// entry.
    public Map<String, String> entries(String section) {
        Map<String, String> entries = new LinkedHashMap<>();
        String name = "";
        for (String line : section(section)) {
            Matcher head = ENTRY.matcher(line);
            if (head.matches()) {
                name = head.group(1);
            } else if (line.startsWith(".Ss")) {
                name = "";
            }
            if (!name.isEmpty()) {
                entries.merge(name, line + "\n", String::concat);
            }
        }
        return entries;
    }

    private List<String> section(String title) {
        int start = lines.indexOf(".Sh " + title);
        if (start < 0) {
            throw new AssertionError(file + " has no section " + title);
        }
        return lines.subList(start + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith(".Sh "))
                .toList();
    }

    /// The options that an entry names: `-json`, `v`.
    public static List<String> flags(String entry) {
        return FLAG.matcher(entry).results().map(flag -> flag.group(1)).distinct().toList();
    }

    public List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(".Bd -literal")) {
                String above = lines.get(i - 1);
                String kind = above.startsWith(TAG) ? above.substring(TAG.length()) : "";
                List<String> rest = lines.subList(i + 1, lines.size());
                List<String> body = rest.stream().takeWhile(line -> !line.equals(".Ed")).toList();
                examples.add(new Example(kind, body.stream().map(ManPage::plain).toList()));
            }
        }
        return examples;
    }

    public List<Example> examples(String kind) {
        return examples().stream().filter(example -> example.kind().equals(kind)).toList();
    }

    /// As roff shows it.
    public static String plain(String source) {
        return source.replace("\\-", "-")
                .replace("\\(aq", "'")
                .replace("\\(dq", "\"")
                .replace("\\(ti", "~")
                .replace("\\(ha", "^")
                .replace("\\(ga", "`")
                .replace("\\&", "")
                .replace("\\e", "\\");
    }
}
