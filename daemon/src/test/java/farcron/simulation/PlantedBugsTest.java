package farcron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/// That the simulation finds no bug means something, as it does find these.
class PlantedBugsTest {

    private static final int SEEDS = 600;
    private static final Duration LENGTH = Duration.ofDays(12);

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    in                 | call                 | instead     | found                    | the bug
                    dispatch.Ledger    | RunStore.commit      | commitLater | on record is             | it acts before it records
                    schedule.Scheduler | Recovered.cursor     | nothing     | fates; none has          | a restart forgets how far it was
                    dispatch.Endings   | Recollection.endings | none        | is forgotten             | a restart forgets what has ended
                    dispatch.Room      | Pool.size            | many        | holds runs               | a pool is never full
                    dispatch.Room      | Shares.hold          | nothing     | runs have a share of     | the machine is never full
                    dispatch.Chain     | Waves.newest         | nothing     | is forgotten             | a wave forgets what ran in it
                    dispatch.Chain     | RunRecord.alone      | never       | was to run alone         | all runs are followed
                    dispatch.Ends      | Retry.again          | always      | is tried again too often | it never gives up
                    """)
    void a_planted_bug_is_found(String in, String call, String instead, String found, String bug)
            throws ReflectiveOperationException {
        String wrong = "";
        for (int seed = 0; seed < SEEDS && !wrong.contains(found); seed++) {
            wrong = new Mutant("farcron." + in, call, instead).tell(seed, LENGTH);
        }
        assertThat(wrong).as(bug).startsWith("seed ").contains(found);
    }
}
