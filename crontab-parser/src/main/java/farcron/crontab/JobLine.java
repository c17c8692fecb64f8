package farcron.crontab;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a job line: `[-]when [user] [flags] [words] command`.
final class JobLine {

    private final LineCursor line;
    private final String source;
    private final Grammar grammar;

    JobLine(LineCursor line, String source, Grammar grammar) {
        this.line = line;
        this.source = source;
        this.grammar = grammar;
    }

    /// @param comment the name in the comment above, or nothing
    JobDraft read(Map<String, Setting> environment, String comment) throws BadLine {
        LookAlikes.refuse(line);
        Position position = line.position(line.index());
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        FlagReader flagReader = new FlagReader(line, grammar.dialect(), flags);
        WordReader words = new WordReader(line, grammar.words());
        StableDraw draw = new StableDraw(grammar.host(), source, line.rest());

        flagReader.readPrefix();
        ScheduleReader.Scheduled when = new ScheduleReader(line, words, draw).read();
        Optional<String> user = user();
        int afterUser = line.index();
        flagReader.readFlags();
        line.expect(Fault.OWN);
        boolean guarded = words.readRun();
        flagReader.readFlags();
        if (when.neverComes() && Trigger.of(when.schedule(), words.words()).isEmpty()) {
            Lints.noDate(line, when.dayField());
        }
        String blanks = line.index() == afterUser ? blanksBefore(afterUser) : "";
        String rawCommand = line.rest();
        Command command = CommandReader.read(line, grammar).after(blanks);
        return new JobDraft(
                position,
                user,
                when.schedule(),
                when.text(),
                environment,
                Set.copyOf(flags),
                List.copyOf(words.words()),
                guarded,
                rawCommand,
                command,
                comment);
    }

    private Optional<String> user() throws BadLine {
        return grammar.format() == Grammar.Format.SYSTEM
                ? Optional.of(UserColumn.read(line))
                : Optional.empty();
    }

    /// Of the blanks behind the user only the first one separates; the others belong to the
    /// command, as log lines and mail show. A user's own crontab has none that belong to it.
    private String blanksBefore(int command) {
        if (grammar.format() == Grammar.Format.USER) {
            return "";
        }
        int start = command;
        while (start > 0 && LineCursor.isBlank(line.text().charAt(start - 1))) {
            start--;
        }
        return line.text().substring(Math.min(start + 1, command), command);
    }
}
