package farcron.mail;

import farcron.crontab.Flag;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.run.Letterheads;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// To whom the output of a line goes, and with which headers. They are those of the dialect's cron,
/// in its order, but for two things: there is no `X-Cron-Env`, which mails whatever secret a
/// crontab sets; and no control character of a crontab reaches a header, where some mailers take a
/// carriage return for the end of a line.
///
/// Any thread may ask.
public final class CronLetterheads implements Letterheads {

    /// A tab is as good as a blank.
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    /// What a shell can export.
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern LOCALE = Pattern.compile("LANG|LANGUAGE|LC_[A-Z]+");

    private static final long LONGEST_ENVIRONMENT = 128 * 1024;

    private final MailSettings settings;
    private final Manner manner;
    private final Accounts accounts;
    private final Account self;

    public CronLetterheads(MailSettings settings, Accounts accounts) {
        this.settings = settings;
        this.manner = Manner.of(settings.dialect());
        this.accounts = accounts;
        this.self = accounts.current();
    }

    @Override
    public Optional<byte[]> of(RunRecord run, Job job) {
        boolean asked = job.environment().containsKey("MAILTO");
        if (settings.mailer().isEmpty() || settings.onlyWhereAsked() && !asked) {
            return Optional.empty();
        }
        String to = asked ? expanded(job, "MAILTO") : job.user();
        if (to.isEmpty()) {
            return Optional.empty();
        }
        Optional<Account> account =
                isDaemonsUser(job) ? Optional.of(self) : accounts.named(job.user());
        return account.map(owner -> letterhead(job, owner, to, settings.mailer().get()).toBytes());
    }

    private Letterhead letterhead(Job job, Account owner, String to, Path mailer) {
        boolean onlyOnFailure = job.flags().contains(Flag.MAIL_ONLY_ON_FAILURE);
        if (!Address.safe(to)) {
            return Letterhead.refused(onlyOnFailure, to);
        }
        List<String> unsafe = new ArrayList<>();
        String from = expanded(job, "MAILFROM");
        if (!from.isEmpty() && !Address.safe(from)) {
            unsafe.add(from);
            from = "";
        }
        Parties parties = new Parties(owner.name(), to, from);
        String headers = headers(job, parties, unsafe);
        return new Letterhead(
                onlyOnFailure,
                unsafe,
                manner.command(mailer, parties),
                environment(job, owner),
                headers);
    }

    /// Empty if the crontab does not set it, nor the daemon's environment where that counts.
    private String expanded(Job job, String name) {
        String inherited =
                manner.inherited().contains(name)
                        ? settings.environment().getOrDefault(name, "")
                        : "";
        String text = job.environment().getOrDefault(name, inherited);
        return manner.expanded(text, mayReadDaemonsEnvironment(job), settings.environment());
    }

    private boolean isDaemonsUser(Job job) {
        return job.user().equals(self.name());
    }

    /// A user's own crontab has the user's name for a scope, and only lines of that user.
    private boolean mayReadDaemonsEnvironment(Job job) {
        return isDaemonsUser(job) || !job.user().equals(job.key().scope());
    }

    private String headers(Job job, Parties parties, List<String> unsafe) {
        String host = settings.host().split("\\.", 2)[0];
        String command = CONTROL.matcher(job.command().shell()).replaceAll(" ");
        String charset = MailCharset.of(settings.environment()).orElseGet(manner::ascii);
        List<String> lines = new ArrayList<>();
        lines.add("From: " + manner.from(parties));
        lines.add("To: " + parties.to());
        lines.add("Subject: Cron <" + parties.owner() + "@" + host + "> " + command);
        lines.add("MIME-Version: 1.0");
        String type = "text/plain; charset=" + charset;
        lines.add("Content-Type: " + content(job, "CONTENT_TYPE", type, unsafe));
        lines.add(
                "Content-Transfer-Encoding: "
                        + content(job, "CONTENT_TRANSFER_ENCODING", "8bit", unsafe));
        lines.addAll(manner.moreHeaders());
        return String.join("\n", lines) + "\n";
    }

    private static String content(Job job, String name, String usual, List<String> unsafe) {
        String value = job.environment().getOrDefault(name, usual);
        if (CONTROL.matcher(value).find()) {
            unsafe.add(value);
            return usual;
        }
        return value;
    }

    private SortedMap<String, String> environment(Job job, Account owner) {
        SortedMap<String, String> all = new TreeMap<>();
        settings.environment()
                .forEach((name, value) -> {
                    if (LOCALE.matcher(name).matches()) {
                        all.put(name, value);
                    }
                });
        all.putAll(manner.environment(owner.name(), affordable(job.environment())));
        all.put("HOME", job.environment().getOrDefault("HOME", owner.home()));
        all.put("LOGNAME", owner.name());
        all.keySet().removeIf(name -> !NAME.matcher(name).matches());
        all.values().removeIf(value -> value.indexOf('\0') >= 0);
        return all;
    }

    /// Nothing of an environment that is longer than any mailer has use for: it would be kept in
    /// memory for each run.
    private static Map<String, String> affordable(Map<String, String> crontab) {
        long length =
                crontab.entrySet().stream()
                        .mapToLong(pair -> pair.getKey().length() + pair.getValue().length())
                        .sum();
        return length > LONGEST_ENVIRONMENT ? Map.of() : crontab;
    }
}
