package farcron.run.fargate;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// How AWS is asked: from the [Desk], elsewhere, and with one word to the operator when it cannot
/// be reached, and one when it can again.
final class Service {

    /// Fewer calls in a row that get no answer are no news: each is made again.
    private static final int NEWS = 3;

    /// @param <T> what is answered
    @FunctionalInterface
    interface Question<T> {
        T ask(Cloud cloud) throws CallException;
    }

    private final Desk desk;
    private final Supplier<Cloud> cloud;
    private final Consumer<String> trouble;
    private int failures;
    private boolean told;
    private Runnable back = () -> {};

    /// @param cloud may take its time, and is asked wherever calls are made
    Service(Desk desk, Supplier<Cloud> cloud, Consumer<String> trouble) {
        this.desk = desk;
        this.cloud = cloud;
        this.trouble = trouble;
    }

    /// @param then what to do when AWS answers again
    void whenBack(Runnable then) {
        back = then;
    }

    <T> void call(Question<T> question, Consumer<T> done, Consumer<CallException> failed) {
        desk.call(
                () -> question.ask(cloud.get()),
                result -> {
                    works();
                    done.accept(result);
                },
                refusal -> {
                    note(refusal);
                    failed.accept(refusal);
                });
    }

    private void works() {
        failures = 0;
        if (told) {
            told = false;
            trouble.accept("AWS answers again");
            back.run();
        }
    }

    /// Only what is the same for all that is asked.
    private void note(CallException refusal) {
        switch (refusal.kind()) {
            case NO_CREDENTIALS -> tell(refusal);
            case UNCERTAIN -> {
                failures++;
                if (failures >= NEWS) {
                    tell(refusal);
                }
            }
            case THROTTLED, DENIED, NOT_NOW, CONFLICT, NOT_FOUND, WRONG -> failures = 0;
        }
    }

    private void tell(CallException refusal) {
        if (!told) {
            told = true;
            trouble.accept("AWS cannot be asked: " + refusal.getMessage() + "; it is tried again");
        }
    }
}
