package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where a run's files are, and that no two runs share a place.
class RunFoldersTest {

    @TempDir private Path place;

    private RunFolders folders(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(place.resolve(name));
        }
        return new RunFolders(List.of(place.resolve("runs"), place.resolve("fallback")));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    there                       | next | lost  | free | why
                    -                           | 1    | true  | 1    | the very first start
                    runs/7                      | 8    | false | 8    | the usual case: nothing is listed
                    runs/7 runs/9               | 8    | false | 8    | a gap between folders is no danger
                    runs/8                      | 8    | false | 9    | started, and its record did not reach the disk
                    runs/8 runs/9               | 8    | false | 10   | several of them
                    runs/41                     | 1    | true  | 42   | the record is lost, the folders are not
                    fallback/41                 | 1    | true  | 42   | nor are those of the second place
                    runs/5 fallback/3           | 1    | true  | 6    | the highest of both places
                    fallback/8                  | 8    | false | 9    | taken in the second place
                    runs/tmp runs/3.old         | 1    | true  | 1    | what else lies there is no run
                    runs/9999999999999999999999 | 1    | true  | 1    | no run has such a number
                    runs/41                     | 1789 | true  | 1789 | the highest of all is the number that was to come
                    """)
    void a_free_number_is_one_without_a_folder(
            String there, long next, boolean lost, long free, String why) throws IOException {
        RunFolders folders = folders(there == null ? new String[0] : there.split(" "));

        assertThat(folders.free(next, lost)).isEqualTo(free);
    }

    @Test
    void a_folder_is_looked_for_in_each_place() throws IOException {
        RunFolders folders = folders("runs/1", "fallback/2");

        assertThat(folders.folder(1).path()).isEqualTo(place.resolve("runs/1"));
        assertThat(folders.folder(2).path()).isEqualTo(place.resolve("fallback/2"));
        assertThat(folders.folder(3).path()).as("not there yet").isEqualTo(place.resolve("runs/3"));
    }

    @Test
    void a_folder_is_deleted_with_all_that_is_in_it_and_nothing_else() throws IOException {
        RunFolders folders = folders("runs/1/deep", "runs/2", "precious");
        Files.writeString(place.resolve("runs/1/deep/file"), "x");
        Files.writeString(folders.folder(1).mail(), "x");
        Files.createDirectory(folders.folder(1).errand("post").path());
        Files.writeString(folders.folder(1).errand("post").claim(), "x");
        Files.writeString(place.resolve("precious/file"), "x");
        Files.createSymbolicLink(place.resolve("runs/1/link"), place.resolve("precious"));

        RunFolders.delete(folders.folder(1));
        RunFolders.delete(folders.folder(1));

        assertThat(place.resolve("runs/1")).doesNotExist();
        assertThat(place.resolve("runs/2")).exists();
        assertThat(place.resolve("precious/file")).as("links are not followed").exists();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    there                                          | newest                  | first           | why
                    runs/1/log                                     | runs/1                  | runs/1          | no other
                    runs/1/log runs/1/attempt-2/log                | runs/1/attempt-2        | runs/1          | beside each other
                    runs/1/attempt-9/log runs/1/attempt-10/log     | runs/1/attempt-10       | runs/1          | numbers, not names
                    runs/1/log fallback/1/attempt-2/log            | fallback/1/attempt-2    | runs/1          | the disk became full
                    runs/1/attempt-2/log fallback/1/log            | runs/1/attempt-2        | fallback/1      | there was room again
                    runs/1/log runs/1/post/log runs/1/attempt-x/log | runs/1                 | runs/1          | what else lies there is none
                    fallback/1/attempt-3                           | fallback/1/attempt-3    | fallback/1      | nothing is written yet
                    """)
    void each_attempt_has_a_folder_and_the_newest_counts(
            String there, String newest, String first, String why) throws IOException {
        RunFolders folders = folders();
        for (String name : there.split(" ")) {
            Path file = place.resolve(name);
            if (name.endsWith("/log")) {
                Files.createDirectories(file.getParent());
                Files.createFile(file);
            } else {
                Files.createDirectories(file);
            }
        }

        assertThat(folders.folder(1).path()).as(why).isEqualTo(place.resolve(newest));
        assertThat(folders.folder(1, 1).path()).as(why).isEqualTo(place.resolve(first));
    }

    @Test
    void all_attempts_are_deleted_in_all_places() throws IOException {
        RunFolders folders =
                folders("runs/1/attempt-2/post", "fallback/1/attempt-3", "runs/2/attempt-2");
        Files.writeString(folders.folder(1, 1).mail(), "of an earlier attempt");

        folders.delete(1);

        assertThat(place.resolve("runs/1")).doesNotExist();
        assertThat(place.resolve("fallback/1")).doesNotExist();
        assertThat(place.resolve("runs/2/attempt-2")).exists();
    }
}
