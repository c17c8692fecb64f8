package farcron.crontab;

import java.util.Random;
import java.util.StringJoiner;

/// Five time fields in all the forms that every cron takes.
final class RandomFields {

    private RandomFields() {}

    static String line(Random random) {
        StringJoiner fields = new StringJoiner(" ");
        for (FieldUnit unit : FieldUnit.values()) {
            StringJoiner list = new StringJoiner(",");
            for (int terms = random.nextInt(4) == 0 ? 2 : 1; terms > 0; terms--) {
                list.add(term(random, unit));
            }
            fields.add(list.toString());
        }
        return fields.toString();
    }

    private static String term(Random random, FieldUnit unit) {
        int span = unit.last() - unit.first();
        int first = unit.first() + random.nextInt(span + 1);
        int last = first + random.nextInt(unit.last() - first + 1);
        int step = 1 + random.nextInt(span);
        return switch (random.nextInt(unit == FieldUnit.MONTH ? 2 : 6)) {
            case 0 -> "*";
            case 1 -> "*/" + (1 + step / 4);
            case 2, 3 -> "" + first;
            case 4 -> first + "-" + last;
            default -> first + "-" + last + "/" + step;
        };
    }
}
