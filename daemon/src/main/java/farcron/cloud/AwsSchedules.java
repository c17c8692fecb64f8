package farcron.cloud;

import java.util.ArrayList;
import java.util.List;

/// Finds schedules in what the AWS CLI prints. A schedule comes with its target; the targets of a
/// rule are printed by themselves and do not say whose they are, so they count for the rule before
/// them.
final class AwsSchedules {

    private static final String HELP =
            "; `farcron fargate import --help` has the commands that print all";

    private final List<AwsSchedule> all = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private List<Document> rules = List.of();

    AwsSchedules(List<Document> documents) {
        documents.forEach(this::take);
        endRules();
    }

    List<AwsSchedule> all() {
        return all;
    }

    /// What could not be used, as sentences.
    List<String> remarks() {
        return remarks;
    }

    private void take(Document document) {
        boolean timed = document.has("ScheduleExpression");
        if (document.has("Schedules")) {
            document.objects("Schedules").forEach(this::take);
        } else if (document.has("Rules")) {
            takeRules(document.objects("Rules"));
        } else if (document.has("Targets")) {
            takeTargets(timed ? List.of(document) : rules, document.objects("Targets"));
        } else if (document.has("Target") && timed) {
            all.add(AwsSchedule.of(document));
        } else if (document.has("Target")) {
            remarks.add(
                    "Schedule %s comes without its time, as in a list%s"
                            .formatted(document.text("Name"), HELP));
        } else if (timed || document.has("EventPattern")) {
            takeRules(List.of(document));
        } else {
            remarks.add("A document is neither a schedule nor a rule nor a rule's targets" + HELP);
        }
    }

    private void takeRules(List<Document> some) {
        endRules();
        rules = some.stream().filter(rule -> rule.has("ScheduleExpression")).toList();
        some.stream()
                .filter(rule -> !rule.has("ScheduleExpression"))
                .forEach(rule ->
                        remarks.add(
                                "Rule %s waits for events, not for times"
                                        .formatted(rule.text("Name"))));
    }

    private void takeTargets(List<Document> whose, List<Document> targets) {
        if (whose.size() == 1) {
            targets.forEach(target -> all.add(AwsSchedule.of(whose.getFirst(), target)));
        } else if (!targets.isEmpty()) {
            remarks.add(
                    "Nobody knows whose targets these are, of %d rules before them%s"
                            .formatted(whose.size(), HELP));
        }
        rules = List.of();
    }

    private void endRules() {
        rules.forEach(rule ->
                remarks.add(
                        "Rule %s comes without its targets%s".formatted(rule.text("Name"), HELP)));
        rules = List.of();
    }
}
