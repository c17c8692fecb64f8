package farcron.cloud;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes a crontab line of a schedule: its time, its words, its command; and tells what it cannot
/// take along.
final class Conversion {

    /// What `aws.scheduler` fills in at each start.
    private static final String FILLED_IN = "<aws.";

    private final AwsSchedule schedule;
    private final Instant now;
    private final List<String> notes = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private final SortedMap<String, String> environment = new TreeMap<>();

    private Conversion(AwsSchedule schedule, Instant now) {
        this.schedule = schedule;
        this.now = now;
    }

    /// @param name for the line, unlike all others
    static ImportedLine of(AwsSchedule schedule, String name, Instant now) {
        return new Conversion(schedule, now).line(name);
    }

    private ImportedLine line(String name) {
        String text = "";
        try {
            CronTime time = schedule.time().crontab(schedule.zone(), Year.of(year()));
            EcsTarget target = EcsTarget.of(schedule.target());
            ImportedTask task = new ImportedTask(target, notes, obstacles);
            settings.putAll(task.settings());
            environment.putAll(task.environment());
            text = String.join("  ", time.schedule(), words(name, time, task), task.command());
            refuseWhatIsFilledIn();
        } catch (Unsayable unsayable) {
            obstacles.add(unsayable.getMessage());
        }
        noteTerms();
        return new ImportedLine(title(), settings, environment, notes, obstacles, text);
    }

    private int year() {
        return now.atZone(ZoneOffset.UTC).getYear();
    }

    private String title() {
        String group = schedule.group().isEmpty() ? "" : schedule.group() + "/";
        String said = schedule.terms().text("Description").strip();
        return group + schedule.name() + (said.isEmpty() ? "" : ": " + said);
    }

    private String words(String name, CronTime time, ImportedTask task) throws Unsayable {
        List<String> words = new ArrayList<>();
        words.add("name:" + name);
        if (!schedule.time().isRate()) {
            words.add("tz:" + schedule.zone());
        }
        Document window = schedule.terms().object("FlexibleTimeWindow");
        window.number("MaximumWindowInMinutes")
                .ifPresent(most -> words.add("jitter:" + most + "m"));
        time.test().ifPresent(test -> words.add("when:\"" + test + "\""));
        words.addAll(task.words());
        return String.join(" ", words);
    }

    private void refuseWhatIsFilledIn() {
        if (schedule.target().text("Input").contains(FILLED_IN)) {
            obstacles.add(
                    "the Scheduler fills in what stands in <aws. ...>; use $FARCRON_SCHEDULED_AT or"
                            + " $FARCRON_RUN_ID in its place");
        }
    }

    private void noteTerms() {
        Document terms = schedule.terms();
        if (schedule.isDisabled()) {
            obstacles.add("it is disabled there");
        }
        if (schedule.time().isOnce()) {
            obstacles.add("it starts only once, at " + terms.text("ScheduleExpression"));
        }
        noteSpan(terms);
        noteRetries(schedule.target());
        if (terms.text("ActionAfterCompletion").equals("DELETE")) {
            notes.add("that it is deleted when it is over");
        }
    }

    private void noteSpan(Document terms) {
        moment(terms.text("StartDate"))
                .filter(start -> start.isAfter(now))
                .ifPresent(start ->
                        obstacles.add("it begins at " + start + ", and a line begins at once"));
        moment(terms.text("EndDate"))
                .ifPresent(end -> {
                    boolean over = !end.isAfter(now);
                    (over ? obstacles : notes)
                            .add((over ? "it has ended at " : "its end at ") + end);
                });
    }

    /// As version 2 of the AWS CLI prints it, or as version 1 does.
    private static Optional<Instant> moment(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            text.matches("[\\d.]+")
                                    ? Instant.ofEpochSecond((long) Double.parseDouble(text))
                                    : ZonedDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.of(Instant.MAX);
        }
    }

    private void noteRetries(Document target) {
        Document policy = target.object("RetryPolicy");
        String most = policy.text("MaximumRetryAttempts");
        boolean usual = most.isEmpty() || most.equals("185");
        if (!usual) {
            notes.add(
                    "its retry policy: what could not be started is tried again for half an hour;"
                            + " for a command that failed say retry:");
        }
        String letters = target.object("DeadLetterConfig").text("Arn");
        if (!letters.isEmpty()) {
            notes.add("its dead-letter queue " + letters + ": each run is on record, and mailed");
        }
    }
}
