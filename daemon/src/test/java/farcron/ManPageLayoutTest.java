package farcron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The man pages as people see them, at a terminal of 80 columns.
class ManPageLayoutTest {

    private static final Map<String, String> TERMINAL =
            Map.of("LC_ALL", "C.UTF-8", "MANWIDTH", "80", "MANROFFSEQ", "");

    private record Answer(int status, String out, String err) {}

    static List<ManPage> pages() {
        return ManPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void man_has_no_warning_about_a_page(ManPage page) throws Exception {
        Answer answer = man(page, "--warnings", "-E", "UTF-8", "-Tutf8", "-Z");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void mandoc_has_no_warning_about_a_page(ManPage page) throws Exception {
        assumeTrue(isInstalled("mandoc"), "mandoc is not installed");
        Answer answer = run(List.of("mandoc", "-Tlint", "-Wwarning", path(page)));

        assertThat(answer.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void no_line_of_a_page_is_cut_off(ManPage page) throws Exception {
        Answer answer = man(page, "-E", "UTF-8");

        assertThat(answer.out().lines()).hasSizeGreaterThan(60);
        assertThat(answer.out().lines().filter(line -> line.codePointCount(0, line.length()) > 80))
                .isEmpty();
    }

    private static Answer man(ManPage page, String... options) throws Exception {
        assumeTrue(isInstalled("man") && isInstalled("groff"), "man or groff is not installed");
        String version = run(List.of("man", "--version")).out();
        assumeTrue(version.startsWith("man "), "this man is not man-db's: " + version.strip());
        List<String> words = new ArrayList<>(List.of("man"));
        words.addAll(List.of(options));
        words.addAll(List.of("-l", path(page)));
        return run(words);
    }

    private static String path(ManPage page) {
        return ManPage.FOLDER.resolve(page.file()).toString();
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Answer run(List<String> words) throws IOException, InterruptedException {
        Path err = Files.createTempFile("man", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
            builder.environment().putAll(TERMINAL);
            Process process = builder.start();
            process.getOutputStream().close();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }
}
