package farcron.cloud;

import static farcron.cloud.ScheduleSamples.NIGHTLY;
import static farcron.cloud.ScheduleSamples.command;
import static farcron.cloud.ScheduleSamples.imported;
import static farcron.cloud.ScheduleSamples.jobs;
import static farcron.cloud.ScheduleSamples.remarks;
import static farcron.cloud.ScheduleSamples.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a crontab cannot have of a schedule is told above its line.
class ImportRemarksTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    expression             | input | parts                                  | says                                                     | why
                    rate(1 hour)           | true  | "State": "DISABLED",                   | does not run here: it is disabled there                  | it did not run
                    rate(1 hour)           | true  | "StartDate": "2027-01-01T00:00:00Z",   | does not run here: it begins at 2027-01-01T00:00:00Z     | not yet
                    rate(1 hour)           | true  | "EndDate": "2026-01-01T00:00:00Z",     | does not run here: it has ended at 2026-01-01T00:00:00Z  | not any more
                    rate(1 hour)           | true  | "EndDate": 1767225600.0,               | does not run here: it has ended at                       | an older AWS CLI
                    at(2026-12-01T10:30:00)| true  |                                        | does not run here: it starts only once, at at(2026-12-01 | once
                    cron(0 2 * * ? 2020)   | true  |                                        | does not run here: it is over: its years are 2020        | of the past
                    rate(1 hour)           |       |                                        | does not run here: it runs the image's own command       | no command
                    rate(1 hour)           | <aws.scheduler.execution-id> | | does not run here: the Scheduler fills in what stands in | filled in
                    rate(1 hour)           | a\\\\nb |                                      | does not run here: its command has line breaks           | two lines
                    """)
    void what_would_not_do_as_before_is_a_remark(
            String expression, String input, String parts, String says, String why)
            throws UnknownDocument {
        String overrides = input == null ? "" : command("\"" + input.replace("\\", "\\") + "\"");
        ImportedCrontab crontab =
                imported(schedule("x", expression, overrides, parts == null ? "" : parts));

        assertThat(jobs(crontab)).isEmpty();
        assertThat(remarks(crontab)).contains("# x\n").contains(says);
        assertThat(crontab.isComplete()).isFalse();
        assertThat(crontab.summary()).isEqualTo("0 of 1 schedules run as they stand");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    old                      | new                                                        | says                                       | why
                    "TaskCount": 1           | "TaskCount": 3                                             | not carried over: that it starts 3 tasks   | one run is one task
                    "TaskCount": 1           | "Group": "etl"                                             | not carried over: its task group (etl)     | no such thing
                    "LaunchType": "FARGATE", |                                                            | not carried over: that the cluster chose   | it says nothing
                    185                      | 3                                                          | not carried over: its retry policy         | tries of its own
                    "Input":                 | "DeadLetterConfig": {"Arn": "arn:aws:sqs:x"}, "Input":     | not carried over: its dead-letter queue    | a record of its own
                    "State": "ENABLED"       | "EndDate": "2027-01-01T00:00:00Z"                          | not carried over: its end at 2027-01-01    | lines do not end
                    "State": "ENABLED"       | "ActionAfterCompletion": "DELETE"                          | not carried over: that it is deleted       | lines stay
                    "Value": "data"          | "Value": "a,b"                                             | not carried over: its tag team=a,b         | commas part tags
                    """)
    void what_a_line_cannot_have_is_told(String old, String now, String says, String why)
            throws UnknownDocument {
        ImportedCrontab crontab = imported(NIGHTLY.replace(old, now == null ? "" : now));

        assertThat(jobs(crontab)).hasSize(1);
        assertThat(remarks(crontab)).contains(says);
        assertThat(crontab.isComplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    old                       | new                                                                                                                                    | says
                    "LaunchType": "FARGATE",  | "LaunchType": "EC2",                                                                                                                   | it does not run on Fargate
                    ecs:eu-west-1:123456789012:cluster/batch | lambda:eu-west-1:123456789012:function:x                                                                                | its target is no task on ECS: arn:aws:lambda:eu-west-1:123456789012:function:x
                    "subnet-0a1", "subnet-0b2" |                                                                                                                                       | it names no subnets
                    STAGE                     | PATH                                                                                                                                   | a crontab cannot set its variable PATH for a container
                    """)
    void what_is_no_task_on_fargate_is_a_remark(String old, String now, String says)
            throws UnknownDocument {
        ImportedCrontab crontab = imported(NIGHTLY.replace(old, now == null ? "" : now));

        assertThat(jobs(crontab)).isEmpty();
        assertThat(remarks(crontab)).contains("does not run here: " + says);
    }
}
