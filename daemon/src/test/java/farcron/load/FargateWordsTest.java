package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.Rules;
import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.job.TaskPlace.Spot;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What a line for Fargate asks of AWS, and which lines cannot be meant.
class FargateWordsTest {

    private static final String SUBNETS = "FARGATE_SUBNETS=subnet-1¶";
    private static final TaskPlace MACHINE =
            new TaskPlace(
                    "eu-west-1",
                    "batch",
                    List.of("subnet-9"),
                    List.of("sg-9"),
                    true,
                    Spot.NO,
                    "LATEST");

    private final Tasks here = new Tasks("root", new FargateSettings(true, MACHINE, Grants.NONE));

    @Test
    void a_line_alone_asks_for_what_the_machine_says() {
        Target.Fargate target = here.target("@daily fargate:trainer python train.py");

        assertThat(target)
                .isEqualTo(
                        new Target.Fargate(
                                "trainer",
                                Optional.empty(),
                                Optional.of("/bin/sh"),
                                TaskSize.AS_DEFINED,
                                MACHINE,
                                TaskRoles.AS_DEFINED,
                                Map.of()));
        assertThat(here.problems("@daily fargate:trainer python train.py")).isEmpty();
    }

    @Test
    void the_variables_above_it_say_otherwise() {
        String crontab =
                """
                FARGATE_REGION=us-gov-west-1
                FARGATE_CLUSTER=night
                FARGATE_SUBNETS=subnet-0a1,subnet-0b2
                FARGATE_SECURITY_GROUPS="sg-1, sg-2"
                FARGATE_ASSIGN_PUBLIC_IP=DISABLED
                FARGATE_CONTAINER=main
                FARGATE_SHELL=/bin/bash
                FARGATE_SPOT=prefer
                FARGATE_PLATFORM_VERSION=1.4.0
                FARGATE_TASK_ROLE=arn:aws:iam::123456789012:role/a
                FARGATE_EXECUTION_ROLE=arn:aws-us-gov:iam::123456789012:role/path/b
                FARGATE_EPHEMERAL_STORAGE=100
                FARGATE_TAGS=team=data, cost centre=12
                @daily fargate:trainer:12 cpu:2048 mem:8G python train.py\
                """;

        assertThat(here.problems(crontab)).isEmpty();
        assertThat(here.target(crontab))
                .isEqualTo(
                        new Target.Fargate(
                                "trainer:12",
                                Optional.of("main"),
                                Optional.of("/bin/bash"),
                                new TaskSize(
                                        OptionalInt.of(2048),
                                        OptionalInt.of(8192),
                                        OptionalInt.of(100)),
                                new TaskPlace(
                                        "us-gov-west-1",
                                        "night",
                                        List.of("subnet-0a1", "subnet-0b2"),
                                        List.of("sg-1", "sg-2"),
                                        false,
                                        Spot.PREFER,
                                        "1.4.0"),
                                new TaskRoles(
                                        Optional.of("arn:aws:iam::123456789012:role/a"),
                                        Optional.of(
                                                "arn:aws-us-gov:iam::123456789012:role/path/b")),
                                Map.of("team", "data", "cost centre", "12")));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    crontab                                                                                     | cluster | region    | why
                    @daily fargate:f c                                                                          | batch   | eu-west-1 | the machine's
                    FARGATE_CLUSTER=a¶FARGATE_CLUSTER=b¶@daily fargate:f c                                      | b       | eu-west-1 | the nearest one above
                    FARGATE_CLUSTER=a¶@daily fargate:f c¶FARGATE_CLUSTER=b                                      | a       | eu-west-1 | what is below does not count
                    FARGATE_CLUSTER=a¶FARGATE_CLUSTER=""¶@daily fargate:f c                                     | batch   | eu-west-1 | taken back
                    FARGATE_CLUSTER=arn:aws:ecs:us-east-2:123456789012:cluster/x¶@daily fargate:f c             | arn:aws:ecs:us-east-2:123456789012:cluster/x | us-east-2 | the ARN knows where it is
                    FARGATE_REGION=us-east-1¶@daily fargate:f c                                                 | batch   | us-east-1 | another region
                    """)
    void a_line_runs_where(String crontab, String cluster, String region, String why) {
        TaskPlace place = ((Target.Fargate) here.load(crontab).jobs().getFirst().target()).place();

        assertThat(place.cluster()).isEqualTo(cluster);
        assertThat(place.region()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    crontab                                                                        | definition | cpu  | why
                    FARCRON_DEFAULTS="fargate:f"¶@daily c                                          | f          | -    | all lines below
                    FARCRON_DEFAULTS="fargate:f"¶@daily fargate:g c                                | g          | -    | the line's own word wins
                    FARCRON_DEFAULTS="cpu:1024"¶@daily fargate:f c                                 | f          | 1024 | a size for all of them
                    FARCRON_DEFAULTS="cpu:1024 mem:8G"¶@daily fargate:f cpu:2048 c                 | f          | 2048 | one of both
                    """)
    void words_may_be_set_for_all_lines(
            String crontab, String definition, Integer cpu, String why) {
        assertThat(here.problems(crontab)).isEmpty();
        assertThat(here.target(crontab).definition()).isEqualTo(definition);
        assertThat(here.target(crontab).size().cpu())
                .isEqualTo(cpu == null ? OptionalInt.empty() : OptionalInt.of(cpu));
    }

    @Test
    void the_other_words_mean_what_they_mean_anywhere() {
        String crontab =
                "FARCRON_POOLS=db=2¶0 2 * * * name:a true¶0 3 * * * name:t after:a wait:1h"
                        + " fargate:f timeout:2h retry:3/30s overlap:skip catchup:last pool:db"
                        + " when:\"test -e /ready\" tz:Asia/Tokyo c";
        Job job = last(here.table(crontab));
        Rules local = last(here.table(crontab.replace("fargate:f ", ""))).rules();

        assertThat(here.problems(crontab)).isEmpty();
        assertThat(job.target().word()).isEqualTo("fargate");
        assertThat(job.rules()).isEqualTo(local);
        assertThat(job.rules().timeout()).contains(Duration.ofHours(2));
    }

    private static Job last(JobTable table) {
        return List.copyOf(table.jobs()).getLast();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    line                         | problem                                                                                                                                                  | why
                    fargate:a/b c                | F:2:8: error: fargate:a/b is no task definition; write its family, or family:revision, such as fargate:trainer or fargate:trainer:12                      | no letter of a family
                    fargate:f:0 c                | F:2:8: error: fargate:f:0 is no task definition; write its family, or family:revision, such as fargate:trainer or fargate:trainer:12                      | they begin with 1
                    fargate:f:latest c           | F:2:8: error: fargate:f:latest is no task definition; write its family, or family:revision, such as fargate:trainer or fargate:trainer:12                 | no number
                    fargate:arn:aws:ecs:eu-west-1:123456789012:task-definition/f:1 c | F:2:8: error: fargate:arn:aws:ecs:eu-west-1:123456789012:task-definition/f:1 is no task definition; write its family, or family:revision, such as fargate:trainer or fargate:trainer:12 | not the ARN
                    fargate:f c%input            | F:2:8: error: line has input for its command after `%`, which no task can get; write `\\%` for a percent sign, or let the command fetch its input itself  | cron would feed it
                    fargate:f c%                 | F:2:8: error: line has input for its command after `%`, which no task can get; write `\\%` for a percent sign, or let the command fetch its input itself  | an empty input is one
                    """)
    void a_line_that_cannot_be_meant_does_not_run(String line, String problem, String why) {
        String crontab = SUBNETS + "@daily " + line;

        assertThat(here.problems(crontab)).containsExactly(problem);
        assertThat(here.load(crontab).jobs().getFirst().runs()).isFalse();
    }

    @Test
    void a_percent_sign_with_a_backslash_is_one() {
        assertThat(here.problems("@daily fargate:f date +\\%F")).isEmpty();
        assertThat(here.load("@daily fargate:f date +\\%F").jobs().getFirst().command().shell())
                .isEqualTo("date +%F");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    setting                                   | problem                                                                                                        | why
                    FARGATE_REGION=europe                     | FARGATE_REGION is `europe`, which is no region of AWS; write one such as eu-west-1                              | a word
                    FARGATE_REGION=eu-west-1a                 | FARGATE_REGION is `eu-west-1a`, which is no region of AWS; write one such as eu-west-1                          | a zone in it
                    FARGATE_CLUSTER=a b                       | FARGATE_CLUSTER is `a b`, which is no cluster; write its name or its ARN                                        | no such letter
                    FARGATE_CLUSTER=arn:aws:ecs:x:1:cluster/y | FARGATE_CLUSTER is `arn:aws:ecs:x:1:cluster/y`, which is no cluster; write its name or its ARN                  | half an ARN
                    FARGATE_SUBNETS=subnet-1,sg-2             | FARGATE_SUBNETS is `subnet-1,sg-2`, which holds `sg-2`, no subnet; write ids such as subnet-0a1b2c3d, with commas between them | a security group
                    FARGATE_SUBNETS=subnet-1,subnet-1         | FARGATE_SUBNETS is `subnet-1,subnet-1`, which holds `subnet-1` twice; leave out one of them                     | one is enough
                    FARGATE_SECURITY_GROUPS=web               | FARGATE_SECURITY_GROUPS is `web`, which holds `web`, no security group; write ids such as sg-0a1b2c3d, with commas between them | its name
                    FARGATE_SECURITY_GROUPS=sg-1,sg-2,sg-3,sg-4,sg-5,sg-6 | FARGATE_SECURITY_GROUPS is `sg-1,sg-2,sg-3,sg-4,sg-5,sg-6`, which holds 6 security groups; leave some out: ECS takes 5 at most | one too many
                    FARGATE_ASSIGN_PUBLIC_IP=yes              | FARGATE_ASSIGN_PUBLIC_IP is `yes`, which is neither ENABLED nor DISABLED; write ENABLED for tasks in a subnet that has no other way out, such as a NAT; else DISABLED | ECS's words
                    FARGATE_CONTAINER=my app                  | FARGATE_CONTAINER is `my app`, which is no container's name; write it as the task definition does: letters, digits, `_` and `-` | a blank
                    FARGATE_SHELL=bash                        | FARGATE_SHELL is `bash`, which is no path; write the shell's path in the image, such as /bin/sh, or none to give the command to the image without one | where is it?
                    FARGATE_SPOT=yes                          | FARGATE_SPOT is `yes`, which is none of no, prefer and only; write prefer for Spot first and on demand where there is none, or only for Spot alone | which of both?
                    FARGATE_PLATFORM_VERSION=latest           | FARGATE_PLATFORM_VERSION is `latest`, which is no platform version; write LATEST, or one such as 1.4.0         | letters count
                    FARGATE_TASK_ROLE=trainer                 | FARGATE_TASK_ROLE is `trainer`, which is no role's ARN; write one such as arn:aws:iam::123456789012:role/trainer | a name
                    FARGATE_EXECUTION_ROLE=arn:aws:iam::123456789012:user/x | FARGATE_EXECUTION_ROLE is `arn:aws:iam::123456789012:user/x`, which is no role's ARN; write one such as arn:aws:iam::123456789012:role/trainer | a user
                    FARGATE_EPHEMERAL_STORAGE=20              | FARGATE_EPHEMERAL_STORAGE is `20`, which is no number of GiB from 21 to 200; write the number alone; without it a task has 20 | that it has anyway
                    FARGATE_EPHEMERAL_STORAGE=201             | FARGATE_EPHEMERAL_STORAGE is `201`, which is no number of GiB from 21 to 200; write the number alone; without it a task has 20 | too much
                    FARGATE_EPHEMERAL_STORAGE=50G             | FARGATE_EPHEMERAL_STORAGE is `50G`, which is no number of GiB from 21 to 200; write the number alone; without it a task has 20 | a unit
                    FARGATE_TAGS=team                         | FARGATE_TAGS is `team`, which holds `team`, no tag; write key=value, with commas between the tags               | no value
                    FARGATE_TAGS==data                        | FARGATE_TAGS is `=data`, which holds `=data`, whose key has not 1 to 128 letters; give it a key                 | no key
                    FARGATE_TAGS=a=1,a=2                      | FARGATE_TAGS is `a=1,a=2`, which holds `a=2`, a second tag of that key; leave out one of the two                | which one?
                    FARGATE_TAGS=aws:x=1                      | FARGATE_TAGS is `aws:x=1`, which holds `aws:x=1`, whose beginning AWS keeps for itself; give it another key     | AWS's own
                    FARGATE_TAGS=a=<b>                        | FARGATE_TAGS is `a=<b>`, which holds `a=<b>`, no tag; write letters, digits, blanks and + - . _ : / @ only      | no such letter
                    """)
    void a_value_that_means_nothing_is_told_where_it_stands(
            String setting, String problem, String why) {
        String crontab = "A=1¶" + setting + "¶@daily name:a fargate:f c¶@hourly fargate:f c";

        assertThat(here.problems(crontab)).containsExactly("F:2:1: error: " + problem);
        assertThat(here.table(crontab).jobs()).noneMatch(Job::runs);
        assertThat(here.load(crontab).jobs().getFirst().rejected()).contains(problem);
    }

    @Test
    void a_task_may_have_so_many_tags_and_subnets_and_no_more() {
        assertThat(here.problems("FARGATE_TAGS=%s¶@daily fargate:f c".formatted(list("k%d=v", 49))))
                .isEmpty();
        assertThat(here.problems("FARGATE_TAGS=%s¶@daily fargate:f c".formatted(list("k%d=v", 50))))
                .singleElement()
                .asString()
                .contains("which holds more than 49 tags; leave some out");
        assertThat(
                        here.problems(
                                "FARGATE_SUBNETS=%s¶@daily fargate:f c"
                                        .formatted(list("subnet-%d", 17))))
                .singleElement()
                .asString()
                .contains("which holds 17 subnets; leave some out: ECS takes 16 at most");
    }

    private static String list(String form, int count) {
        return String.join(",", IntStream.rangeClosed(1, count).mapToObj(form::formatted).toList());
    }

    @Test
    void a_wrong_value_troubles_no_line_that_has_no_task() {
        Loaded loaded = here.load("FARGATE_REGION=x¶FARGATE_FOO=1¶API_TOKEN=x¶@daily c");

        assertThat(loaded.file().problems()).isEmpty();
    }

    @Test
    void the_cluster_must_lie_in_the_region() {
        assertThat(
                        here.problems(
                                "FARGATE_REGION=eu-west-1¶"
                                    + "FARGATE_CLUSTER=arn:aws:ecs:us-east-2:123456789012:cluster/x¶@daily"
                                    + " fargate:f c"))
                .containsExactly(
                        "F:1:1: error: FARGATE_REGION is `eu-west-1`, but the cluster is in"
                                + " us-east-2; take it away: the cluster's ARN says where it is");
    }

    @Test
    void a_task_needs_a_subnet() {
        assertThat(Tasks.OF_ROOT.problems("@daily fargate:f c"))
                .containsExactly(
                        "F:1:8: error: fargate:f has no subnet to run in; put"
                                + " FARGATE_SUBNETS=subnet-... above the line, or fargate.subnets ="
                                + " subnet-... into farcron.conf");
        assertThat(Tasks.OF_ROOT.problems("FARCRON_DEFAULTS=\"fargate:f\"¶@daily c"))
                .singleElement()
                .asString()
                .startsWith("F:1:1: error: fargate:f has no subnet to run in; ");
    }

    @Test
    void where_it_is_only_tried_out_it_needs_none() {
        FargateSettings local =
                new FargateSettings(false, FargateSettings.NONE.place(), Grants.NONE);

        assertThat(new Tasks("root", local).problems("@daily fargate:f c")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    variable                  | remedy                                      | why
                    FARGATE_SUBNET            | did you mean FARGATE_SUBNETS?               | one letter
                    FARGATE_SECURITY_GROUP    | did you mean FARGATE_SECURITY_GROUPS?       | one letter
                    FARGATE_PUBLIC_IP         | known are FARGATE_ with REGION, CLUSTER,    | too far
                    FARGATE_CLUSTER_NAME      | known are FARGATE_ with REGION, CLUSTER,    | too far
                    FARGATE_REGOIN            | did you mean FARGATE_REGION?                | two letters
                    FARGATE_                  | known are FARGATE_ with REGION, CLUSTER,    | nothing
                    """)
    void an_unknown_variable_is_told_with_the_nearest_one(
            String variable, String remedy, String why) {
        String crontab = SUBNETS + variable + "=x¶@daily name:a fargate:f c¶@hourly fargate:f c";

        assertThat(here.problems(crontab))
                .singleElement()
                .asString()
                .startsWith(
                        "F:2:1: warning: `%s` says nothing about tasks, and they do not get it; %s"
                                .formatted(variable, remedy));
        assertThat(here.table(crontab).jobs()).allMatch(Job::runs);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    setting                          | told  | why
                    DB_PASSWORD=hunter2              | true  | a password
                    PGPASSWORD=hunter2               | true  | a known one
                    API_TOKEN=abc                    | true  | a token
                    AWS_SECRET_ACCESS_KEY=abc        | true  | AWS's own
                    STRIPE_API_KEY=abc               | true  | a key
                    SSH_PRIVATE_KEY=abc              | true  | a key
                    GOOGLE_CREDENTIALS=abc           | true  | more than one
                    db_password=hunter2              | true  | in small letters
                    PASSWORD_STORE=abc               | true  | it may hold one
                    DB_PASSWORD=""                   | false | nothing in it
                    DB_PASSWORD_FILE=/run/pw         | false | where it is, and not what
                    TOKEN_URL=https://x/token        | false | where one gets it
                    SECRET_ARN=arn:aws:x             | false | its name
                    TOKENIZERS_PARALLELISM=false     | false | another word
                    MAX_TOKENS=4096                  | false | a number of them
                    MAILTO=token                     | false | no task gets it
                    STAGE=prod                       | false | none
                    """)
    void what_looks_like_a_secret_is_told(String setting, boolean told, String why) {
        String name = setting.substring(0, setting.indexOf('='));
        List<String> problems =
                here.problems(setting + "¶@daily name:a fargate:f c¶@hourly fargate:f c");

        assertThat(problems)
                .isEqualTo(
                        told
                                ? List.of(
                                        "F:1:1: warning: `%s` looks like a secret, which anybody can"
                                                        .formatted(name)
                                                + " read who may look at tasks; take it away, and"
                                                + " let the task definition fetch it with `secrets`"
                                                + " from Secrets Manager or SSM")
                                : List.of());
    }

    @Test
    void a_container_can_have_no_variable_of_any_name() {
        assertThat(here.problems("\"A B\" = 1¶@daily fargate:f c"))
                .contains(
                        "F:1:1: error: no container can have a variable named `A B`; write its name"
                                + " as letters, digits and `_`, or put it below the lines with"
                                + " fargate:");
    }

    @Test
    void what_is_no_utf_8_cannot_be_sent() {
        byte[] latin1 =
                "A=\u00e9\n@daily name:a fargate:f c\nA=e\n@daily name:b fargate:f \u00e9\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Loaded loaded =
                Loaded.of(
                        new CrontabFile(Path.of("/t"), Format.USER, "root", "root"),
                        latin1,
                        new Reading(
                                Dialect.DEBIAN, ZoneId.of("UTC"), "host", Map.of(), here.machine()),
                        Instant.EPOCH);

        assertThat(loaded.file().problems())
                .extracting(problem -> problem.line("F"))
                .contains(
                        "F:1:1: error: `A` holds what is no UTF-8, and ECS takes nothing else; save"
                                + " the crontab as UTF-8, or put it below the lines with fargate:",
                        "F:4:15: error: command holds what is no UTF-8, and ECS takes nothing else;"
                                + " save the crontab as UTF-8");
        assertThat(loaded.jobs()).noneMatch(Job::runs);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            nullValues = "-",
            textBlock =
                    """
                    command             | problem                                                                       | why
                    run --all           | -                                                                             | words
                    run 'a > b'         | -                                                                             | in quotes, as an argument
                    run 'a              | error: command has a quote that is not closed                                 | where does it end?
                    run > /dev/null     | warning: command holds `>`, which means nothing without a shell               | the program would get it
                    cd /x && run        | warning: command holds `&&`, which means nothing without a shell              | the same
                    """)
    void without_a_shell_a_command_is_words_only(String command, String problem, String why) {
        List<String> problems = here.problems("FARGATE_SHELL=none¶@daily fargate:f " + command);

        if (problem == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().asString().startsWith("F:2:8: " + problem);
        }
        assertThat(here.problems("@daily fargate:f " + command)).as("with a shell").isEmpty();
    }
}
