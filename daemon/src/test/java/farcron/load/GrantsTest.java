package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.TaskPlace;
import farcron.job.TaskPlace.Spot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whose crontabs may have lines for Fargate, and what these may ask for.
class GrantsTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/trainer";
    private static final TaskPlace PLACE =
            new TaskPlace(
                    "eu-west-1", "batch", List.of("subnet-9"), List.of(), false, Spot.NO, "LATEST");
    private static final Grants GRANTS =
            grants("ann, bob", Map.of("ann", "trainer,load*", "eve", "*"), Map.of("ann", ROLE));

    private static Grants grants(
            String users, Map<String, String> families, Map<String, String> roles) {
        return Grants.of(
                users,
                families,
                roles,
                wrong -> {
                    throw new AssertionError(wrong);
                });
    }

    private static Tasks of(String user, Grants grants) {
        return new Tasks(user, new FargateSettings(true, PLACE, grants));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    user  | family     | problem                                                                                                                          | why
                    ann   | trainer    | -                                                                                                                                | as it is named
                    ann   | trainer:12 | -                                                                                                                                | in any revision
                    ann   | load       | -                                                                                                                                | begins as it says
                    ann   | loader     | -                                                                                                                                | the same
                    ann   | trainer2   | is no family that is granted to ann; root can add trainer2 to fargate.families.ann in farcron.conf                               | no star, no more letters
                    ann   | reload     | is no family that is granted to ann; root can add reload to fargate.families.ann in farcron.conf                                 | begins otherwise
                    bob   | trainer    | is no family that is granted to bob; root can add trainer to fargate.families.bob in farcron.conf                                | no family for him
                    eve   | trainer    | is not granted to eve; root can add eve to fargate.users, and trainer to fargate.families.eve, in farcron.conf                    | families alone are not enough
                    root  | trainer    | -                                                                                                                                | he may
                    ''    | trainer    | -                                                                                                                                | a file of the system is root's
                    """)
    void a_user_may_run(String user, String family, String problem, String why) {
        String word = "fargate:" + family;

        assertThat(
                        of(user, GRANTS)
                                .problems("@daily " + (user.isEmpty() ? "www " : "") + word + " c"))
                .isEqualTo(
                        problem == null
                                ? List.of()
                                : List.of("F:1:8: error: " + word + " " + problem));
    }

    @Test
    void a_star_stands_for_all_users_and_for_no_family() {
        Grants grants = grants("*", Map.of("ann", "*"), Map.of());

        assertThat(of("ann", grants).problems("@daily fargate:anything c")).isEmpty();
        assertThat(of("bob", grants).problems("@daily fargate:anything c")).hasSize(1);
    }

    @Test
    void without_grants_no_user_may_anything_and_nothing_else_is_told_about_his_line() {
        assertThat(of("ann", Grants.NONE).problems("@daily fargate:trainer c")).hasSize(1);
        assertThat(of("ann", Grants.NONE).table("@daily fargate:trainer c").jobs())
                .noneMatch(job -> job.runs());
    }

    @Test
    void where_somebody_vouches_for_a_crontab_nobody_asks() {
        FargateSettings settings = new FargateSettings(true, PLACE, GRANTS).vouchedFor();

        assertThat(
                        new Tasks("eve", settings)
                                .problems("FARGATE_CLUSTER=x¶@daily fargate:trainer c"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    setting                                                       | problem                                                                                                                          | why
                    FARGATE_TASK_ROLE=arn:aws:iam::123456789012:role/trainer      | -                                                                                                                                | granted
                    FARGATE_EXECUTION_ROLE=arn:aws:iam::123456789012:role/trainer | -                                                                                                                                | granted
                    FARGATE_TASK_ROLE=arn:aws:iam::123456789012:role/x            | which is not granted to ann; take it away, or let root add it to fargate.roles.ann in farcron.conf                               | another one
                    FARGATE_EXECUTION_ROLE=arn:aws:iam::123456789012:role/x       | which is not granted to ann; take it away, or let root add it to fargate.roles.ann in farcron.conf                               | another one
                    FARGATE_CLUSTER=batch                                         | -                                                                                                                                | the machine's
                    FARGATE_CLUSTER=prod                                          | which is not granted to ann; take it away; root chooses for all users, with fargate.cluster in farcron.conf                      | another one
                    FARGATE_REGION=eu-west-1                                      | -                                                                                                                                | the machine's
                    FARGATE_REGION=us-east-1                                      | which is not granted to ann; take it away; root chooses for all users, with fargate.region in farcron.conf                       | another one
                    FARGATE_SPOT=only                                             | -                                                                                                                                | costs less
                    """)
    void his_tasks_may_have(String setting, String problem, String why) {
        List<String> problems = of("ann", GRANTS).problems(setting + "¶@daily fargate:trainer c");

        if (problem == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().asString().startsWith("F:1:1: error: FARGATE_");
            assertThat(problems).singleElement().asString().endsWith(", " + problem);
        }
        assertThat(of("root", GRANTS).problems(setting + "¶@daily fargate:trainer c")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    users | families | roles  | wrong                                                                                                                                                          | why
                    a*    | x        | ''     | fargate-users holds `a*`, no user; write users, with commas between them, or * for all                                                                         | a star is all or nothing
                    a     | x*y      | ''     | fargate.families.ann holds `x*y`, no family of task definitions; write names, with commas between them; the last letter of one may be *                        | only at the end
                    a     | x:1      | ''     | fargate.families.ann holds `x:1`, no family of task definitions; write names, with commas between them; the last letter of one may be *                        | all its revisions
                    a     | x        | worker | fargate.roles.ann holds `worker`, no role's ARN; write ARNs such as arn:aws:iam::123456789012:role/trainer, with commas between them                            | a name
                    """)
    void a_grant_that_cannot_be_meant_is_told(
            String users, String families, String roles, String wrong, String why) {
        List<String> told = new ArrayList<>();
        Grants.of(users, Map.of("ann", families), Map.of("ann", roles), told::add);

        assertThat(told).containsExactly(wrong);
    }
}
