package farcron.cloud;

import java.util.Optional;

/// When a line is due, as a crontab says it.
///
/// @param schedule five fields, or `@every` and a period
/// @param test for `when:`, where five fields cannot say it all
record CronTime(String schedule, Optional<String> test) {

    CronTime(String schedule) {
        this(schedule, Optional.empty());
    }
}
