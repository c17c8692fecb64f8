package farcron.cloud;

/// A schedule of EventBridge Scheduler, or a rule of EventBridge that is due at times, with one of
/// its targets.
///
/// @param group of a schedule; empty for a rule, and for the group `default`
/// @param zone IANA name
/// @param terms the whole document, for what a crontab line cannot have
record AwsSchedule(
        String name, String group, AwsTime time, String zone, Document terms, Document target) {

    private static final String UTC = "UTC";

    static AwsSchedule of(Document schedule) {
        String group = schedule.text("GroupName");
        String zone = schedule.text("ScheduleExpressionTimezone");
        return new AwsSchedule(
                schedule.text("Name"),
                group.equals("default") ? "" : group,
                new AwsTime(schedule.text("ScheduleExpression")),
                zone.isEmpty() ? UTC : zone,
                schedule,
                schedule.object("Target"));
    }

    static AwsSchedule of(Document rule, Document target) {
        return new AwsSchedule(
                rule.text("Name"),
                "",
                new AwsTime(rule.text("ScheduleExpression")),
                UTC,
                rule,
                target);
    }

    boolean isDisabled() {
        return terms.text("State").equals("DISABLED");
    }
}
