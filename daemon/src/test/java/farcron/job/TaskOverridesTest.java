package farcron.job;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.TaskPlace.Spot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a line goes into the container.
class TaskOverridesTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    variable                  | given | why
                    STAGE                     | true  | the job's own
                    LANG                      | true  | it may matter there, too
                    TZ                        | true  | the command's own clock
                    SHELL                     | false | a path on this machine
                    PATH                      | false | would hide the image's programs
                    HOME                      | false | a path on this machine
                    LOGNAME                   | false | a user of this machine
                    USER                      | false | the same
                    MAIL                      | false | his mailbox here
                    MAILTO                    | false | whom cron writes to
                    MAILFROM                  | false | as whom
                    CONTENT_TYPE              | false | how
                    CONTENT_TRANSFER_ENCODING | false | and in which letters
                    MAILER_DSN                | true  | Symfony's, and none of cron's
                    MAIL_HOST                 | true  | Laravel's
                    CRON_TZ                   | false | the schedule's
                    RANDOM_DELAY              | false | the schedule's
                    FARGATE_CLUSTER           | false | says where it runs
                    FARGATE_ANYTHING          | false | meant for the daemon, even if it is wrong
                    FARGATED                  | true  | only begins like one
                    FARCRON_DEFAULTS          | false | meant for the daemon
                    FARCRON_POOLS             | false | the same
                    """)
    void a_variable_of_the_crontab_is_given(String variable, boolean given, String why) {
        assertThat(TaskOverrides.environment(Map.of(variable, "x")).containsKey(variable))
                .isEqualTo(given);
    }

    @Test
    void a_command_is_for_the_shell_of_the_image() {
        assertThat(TaskOverrides.command("a 'b c' > d", fargate(Optional.of("/bin/bash"))))
                .containsExactly("/bin/bash", "-c", "a 'b c' > d");
    }

    @Test
    void without_a_shell_it_is_split_into_words() {
        assertThat(TaskOverrides.command("a 'b c' > d", fargate(Optional.empty())))
                .containsExactly("a", "b c", ">", "d");
    }

    private static Target.Fargate fargate(Optional<String> shell) {
        return new Target.Fargate(
                "trainer",
                Optional.empty(),
                shell,
                TaskSize.AS_DEFINED,
                new TaskPlace("", "default", List.of("s"), List.of(), false, Spot.NO, "LATEST"),
                TaskRoles.AS_DEFINED,
                Map.of());
    }
}
