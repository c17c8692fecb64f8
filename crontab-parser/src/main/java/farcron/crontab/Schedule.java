package farcron.crontab;

import java.time.Duration;

/// When a line is due, by itself.
public sealed interface Schedule {

    /// Whether it is due at times that can be told beforehand.
    boolean isTimed();

    /// `@reboot`: once after the machine has started.
    record Boot() implements Schedule {

        @Override
        public boolean isTimed() {
            return false;
        }
    }

    /// `@every 90s`: at each whole multiple of the period since 1970-01-01T00:00:00Z, so that a
    /// restart moves nothing. Not known to other crons.
    ///
    /// @param period from one second to 366 days, whole seconds
    record Every(Duration period) implements Schedule {
        public Every {
            if (period.toSeconds() < 1 || period.getNano() != 0) {
                throw new IllegalArgumentException("period is " + period);
            }
        }

        @Override
        public boolean isTimed() {
            return true;
        }
    }

    /// The line has no time of its own: a word such as `after:` stands where the fields would.
    record Unscheduled() implements Schedule {

        @Override
        public boolean isTimed() {
            return false;
        }
    }

    /// Five time fields, or a nickname for them.
    record Calendar(CalendarSchedule fields) implements Schedule {

        @Override
        public boolean isTimed() {
            return true;
        }
    }
}
