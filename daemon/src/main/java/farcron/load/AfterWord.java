package farcron.load;

import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.crontab.Shown;
import farcron.crontab.Spelling;
import farcron.crontab.Word;
import farcron.job.After.Need;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What a line waits for, as it is written. Which jobs are meant is only known when all crontabs
/// have been read: see [References].
///
/// @param any whether the first end is enough
record AfterWord(boolean any, Word word) {

    /// More than that on one line belong into several.
    static final int MOST = 100;

    /// As of a job, and before its last slash as of a scope, which may be any file's name.
    private static final Pattern FORM = Pattern.compile("(?:[^\\s]+/)?[A-Za-z0-9_.-]{1,64}");

    private static final List<String> NEEDS = Arrays.stream(Need.values()).map(Need::word).toList();

    /// One of the jobs.
    ///
    /// @param text `NAME` or `SCOPE/NAME`
    record Name(String text, Need need, Position position) {

        Optional<String> scope() {
            int slash = text.lastIndexOf('/');
            return slash < 0 ? Optional.empty() : Optional.of(text.substring(0, slash));
        }

        String job() {
            return text.substring(text.lastIndexOf('/') + 1);
        }
    }

    /// Not kept, because ten thousand lines may name a hundred jobs each.
    ///
    /// @param wrong told about each part that is none
    List<Name> names(Consumer<Problem> wrong) {
        List<Name> names = new ArrayList<>();
        String value = word.value();
        for (int start = 0, end; start <= value.length(); start = end + 1) {
            int comma = value.indexOf(',', start);
            end = comma < 0 ? value.length() : comma;
            Position position = position(start);
            if (names.size() == MOST) {
                wrong.accept(tooMany(position));
                return names;
            }
            name(value.substring(start, end), position, wrong).ifPresent(names::add);
        }
        return names;
    }

    private Position position(int index) {
        Position first = word.valuePosition();
        return new Position(first.line(), first.column() + word.value().codePointCount(0, index));
    }

    private Optional<Name> name(String part, Position position, Consumer<Problem> wrong) {
        int at = part.lastIndexOf('@');
        boolean asks = at > part.lastIndexOf('/');
        String text = asks ? part.substring(0, at) : part;
        String need = asks ? part.substring(at + 1) : Need.OK.word();
        if (!FORM.matcher(text).matches()) {
            wrong.accept(noName(text, position));
            return Optional.empty();
        }
        if (!NEEDS.contains(need)) {
            wrong.accept(noNeed(text, need, position));
            return Optional.empty();
        }
        return Optional.of(new Name(text, Need.values()[NEEDS.indexOf(need)], position));
    }

    private Problem noName(String text, Position position) {
        return text.isEmpty()
                ? Problem.error(
                        position,
                        word.key() + ": has an empty place among its names",
                        "write the names with one comma between them")
                : Problem.error(
                        position,
                        word.key() + ": holds " + Shown.quoted(text) + ", which is no job's name",
                        "write NAME or SCOPE/NAME; names are letters, digits, `_`, `.` and `-`");
    }

    private static Problem noNeed(String text, String need, Position position) {
        return Problem.error(
                position,
                "%s asks for the end %s, which there is not"
                        .formatted(Shown.quoted(text), Shown.quoted("@" + need)),
                Spelling.near(need, NEEDS)
                        .map(near -> "write %s@%s".formatted(text, near))
                        .orElse("write @ok, @failed or @done"));
    }

    private Problem tooMany(Position position) {
        return Problem.error(
                position,
                word.key() + ": names more than " + MOST + " jobs",
                "let a line such as `after:a,b,c name:all true` wait for some of them, and this"
                        + " one for that line");
    }
}
