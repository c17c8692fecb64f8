package farcron.cli;

import farcron.spool.Answer;
import farcron.spool.Crontabs;
import farcron.spool.Expected;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// `crontab -e`: reads, lets edit, and installs if the text is another one and nobody else has
/// installed one meanwhile.
final class CrontabEditing {

    private final Crontabs crontabs;
    private final CrontabWords words;
    private final CrontabTerminal terminal;
    private final Map<String, String> environment;

    CrontabEditing(
            Crontabs crontabs,
            CrontabWords words,
            CrontabTerminal terminal,
            Map<String, String> environment) {
        this.crontabs = crontabs;
        this.words = words;
        this.terminal = terminal;
        this.environment = environment;
    }

    /// What came of it.
    ///
    /// @param replaced the previous text, if it was replaced
    record Outcome(int status, Optional<byte[]> replaced) {

        static Outcome of(int status) {
            return new Outcome(status, Optional.empty());
        }
    }

    Outcome edit(String user) throws CrontabRefusal {
        Answer answer = crontabs.read(user, Crontabs.Purpose.EDIT);
        return switch (answer) {
            case Answer.Text(byte[] text, var edition) ->
                    edit(user, text, new Expected.This(edition));
            case Answer.NoCrontab _ -> {
                terminal.complain("no crontab for " + user + " - using an empty one");
                String empty = words == CrontabWords.DEBIAN ? CrontabWords.TEMPLATE : "";
                byte[] text = empty.getBytes(StandardCharsets.UTF_8);
                yield edit(user, text, new Expected.Nothing());
            }
            case Answer.Done _,
                    Answer.Changed _,
                    Answer.Faulty _,
                    Answer.Denied _,
                    Answer.Failed _ ->
                    throw CrontabCommand.refusal(user, answer);
        };
    }

    private Outcome edit(String user, byte[] before, Expected expected) throws CrontabRefusal {
        try {
            CrontabEdit edit = CrontabEdit.of(before, words, environment, terminal);
            edit.mindSignals();
            return rounds(user, edit, before, expected);
        } finally {
            crontabs.editEnded(user);
        }
    }

    private Outcome rounds(String user, CrontabEdit edit, byte[] before, Expected expected)
            throws CrontabRefusal {
        while (true) {
            byte[] after = edited(edit);
            if (Arrays.equals(before, after)) {
                terminal.complain(words.unchanged());
                edit.discard();
                return Outcome.of(0);
            }
            terminal.complain("crontab: installing new crontab");
            Answer answer = crontabs.install(user, after, edit.file().toString(), expected);
            switch (answer) {
                case Answer.Done(Optional<byte[]> previous) -> {
                    edit.discard();
                    return new Outcome(0, previous);
                }
                case Answer.Faulty(var problems) -> {
                    String file = edit.file().toString();
                    new CrontabFaults(words, terminal).tell(file, problems, words.notInstalled());
                    Optional<Integer> status = wantsNoMore();
                    if (status.isPresent()) {
                        terminal.complain(edit.left());
                        return Outcome.of(status.get());
                    }
                }
                case Answer.Text _,
                        Answer.NoCrontab _,
                        Answer.Changed _,
                        Answer.Denied _,
                        Answer.Failed _ -> {
                    terminal.complain(CrontabCommand.refusal(user, answer).getMessage());
                    terminal.complain(edit.left());
                    return Outcome.of(1);
                }
            }
        }
    }

    private static byte[] edited(CrontabEdit edit) throws CrontabRefusal {
        try {
            return edit.edit();
        } catch (CrontabRefusal failure) {
            edit.discard();
            throw failure;
        }
    }

    /// Asks. Both crons ask for ever where nobody can answer; here that is an end, and a failure.
    ///
    /// @return the exit status, if there is to be no other round
    private Optional<Integer> wantsNoMore() {
        while (true) {
            terminal.ask(words.retry());
            Optional<String> answer = terminal.answer();
            if (answer.isEmpty()) {
                terminal.ask("\n");
                return Optional.of(1);
            }
            switch (answer.get().isEmpty() ? ' ' : answer.get().charAt(0)) {
                case 'y', 'Y' -> {
                    return Optional.empty();
                }
                case 'n', 'N' -> {
                    return Optional.of(0);
                }
                default -> terminal.complain("Enter Y or N");
            }
        }
    }
}
