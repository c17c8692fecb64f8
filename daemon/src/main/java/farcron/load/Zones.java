package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Word;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/// On which wall clock a line's schedule is read: that of `tz:`, else of `CRON_TZ`, else the
/// machine's.
final class Zones {

    private final ZoneId machine;
    private final Complaints complaints;

    Zones(ZoneId machine, Complaints complaints) {
        this.machine = machine;
        this.complaints = complaints;
    }

    ZoneId of(CrontabJob line, LineWords words) {
        Optional<Word> word = words.of(JobWord.TZ);
        if (word.isPresent()) {
            String value = word.get().value();
            return zone(value, "tz:" + value, word.get().position());
        }
        Setting setting = line.environment().get("CRON_TZ");
        if (setting == null || setting.value().isEmpty()) {
            return machine;
        }
        return zone(setting.value(), "CRON_TZ=" + setting.value(), setting.position());
    }

    /// cronie takes an unknown zone for UTC without a word, and runs the line at the wrong time.
    private ZoneId zone(String name, String written, Position position) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            complaints.refuse(
                    Problem.error(
                            position,
                            written + " names no time zone that this machine knows",
                            "write an IANA name such as Europe/Madrid; a wrong zone would run the"
                                    + " line at the wrong time, so it does not run"));
            return machine;
        }
    }
}
