package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.crontab.Shown;
import farcron.job.CommandWords;
import farcron.job.Target;

import java.util.Optional;
import java.util.Set;

/// Judges a command that shall run in a container, where it gets no input, and perhaps no shell.
final class TaskCommand {

    private static final Set<String> SHELLS =
            Set.of("|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1", "2>/dev/null");

    private final Complaints complaints;

    TaskCommand(Complaints complaints) {
        this.complaints = complaints;
    }

    /// @param position where the line says that it is for Fargate
    void check(CrontabJob line, Target.Fargate target, Position position) {
        String text = line.command().shell();
        if (line.command().stdin().isPresent()) {
            refuse(
                    position,
                    "line has input for its command after `%`, which no task can get",
                    "write `\\%` for a percent sign, or let the command fetch its input itself");
        }
        if (!ContainerVariables.isText(text)) {
            refuse(
                    position,
                    "command holds what is no UTF-8, and ECS takes nothing else",
                    "save the crontab as UTF-8");
        }
        if (target.shell().isEmpty()) {
            checkWords(text, position);
        }
    }

    private void checkWords(String text, Position position) {
        if (CommandWords.isOpen(text)) {
            refuse(
                    position,
                    "command has a quote that is not closed",
                    "close it, or put a backslash before it if it belongs to a word");
        }
        Optional<String> sign = CommandWords.of(text).stream().filter(SHELLS::contains).findFirst();
        sign.ifPresent(it ->
                complaints.note(
                        Problem.warning(
                                position,
                                "command holds %s, which means nothing without a shell"
                                        .formatted(Shown.quoted(it)),
                                "take away FARGATE_SHELL=none if the image has a shell, or the sign"
                                        + " if it has none")));
    }

    private void refuse(Position position, String what, String remedy) {
        complaints.refuse(Problem.error(position, what, remedy));
    }
}
