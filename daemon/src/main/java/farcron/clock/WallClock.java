package farcron.clock;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/// The wall clock of one zone, in local minutes.
public final class WallClock {

    private final ZoneRules rules;

    public WallClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /// What the clock on the wall shows.
    public long minute(Instant at) {
        return minute(at.getEpochSecond(), rules.getOffset(at));
    }

    static long minute(long epochSecond, ZoneOffset offset) {
        return Math.floorDiv(epochSecond + offset.getTotalSeconds(), 60L);
    }

    static Instant instant(long localMinute, ZoneOffset offset) {
        return Instant.ofEpochSecond(localMinute * 60 - offset.getTotalSeconds());
    }

    /// The moment that a crontab minute means. A minute that a clock change leaves out means the
    /// first moment after the gap; of a minute that comes twice, the later one that has come.
    ///
    /// @param now the moment at which that minute is found to be due
    public Instant meant(long localMinute, Instant now) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localMinute * 60, 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return rules.getTransition(local).getInstant();
        }
        Instant last = instant(localMinute, offsets.getLast());
        return last.isAfter(now) ? instant(localMinute, offsets.getFirst()) : last;
    }

    ZoneOffset offset(Instant at) {
        return rules.getOffset(at);
    }

    /// The next change of the offset after a moment, or [Instant#MAX].
    Instant nextChange(Instant after) {
        ZoneOffsetTransition next = rules.nextTransition(after);
        return next == null ? Instant.MAX : next.getInstant();
    }
}
