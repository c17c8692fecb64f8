package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.run.fargate.CallException.Kind;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the operator hears of an AWS that cannot be reached.
class ServiceTest {

    private final Desk desk = new Desk(new StoryClock(Instant.EPOCH), Runnable::run, _ -> {});
    private final List<String> told = new ArrayList<>();
    private final Service service = new Service(desk, () -> null, this::tell);

    private void tell(String what) {
        told.add(what.startsWith("AWS cannot be asked: no") ? "away" : what);
    }

    private void call(String end) {
        service.call(
                _ -> {
                    if (!end.equals("ok")) {
                        throw new CallException(Kind.valueOf(end), "no answer");
                    }
                    return end;
                },
                _ -> {},
                _ -> {});
        desk.step();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    calls                                               | told              | why
                    UNCERTAIN UNCERTAIN ok UNCERTAIN UNCERTAIN ok       | ''                | it flaps
                    UNCERTAIN UNCERTAIN DENIED UNCERTAIN UNCERTAIN      | ''                | a refusal is an answer
                    UNCERTAIN UNCERTAIN UNCERTAIN UNCERTAIN             | away              | three in a row, told once
                    UNCERTAIN UNCERTAIN UNCERTAIN ok ok                 | away back         | and once when it is over
                    NO_CREDENTIALS NO_CREDENTIALS                       | away              | they do not come back by themselves
                    NO_CREDENTIALS ok UNCERTAIN ok                      | away back         | each trouble for itself
                    THROTTLED THROTTLED THROTTLED NOT_NOW               | ''                | the same is not true of other calls
                    """)
    void the_operator_is_told(String calls, String words, String why) {
        service.whenBack(() -> told.add("back"));
        List.of(calls.split(" ")).forEach(this::call);

        assertThat(told)
                .filteredOn(text -> !text.equals("AWS answers again"))
                .isEqualTo(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }
}
