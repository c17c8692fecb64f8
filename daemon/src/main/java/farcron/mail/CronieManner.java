package farcron.mail;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As cronie 1.7 mails. The mailer has the job's own environment.
record CronieManner() implements Manner {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{([A-Za-z_]\\w*+)}|([A-Za-z_]\\w*+))");

    @Override
    public String unsafeEvent() {
        return "UNSAFE";
    }

    @Override
    public String failed(String status) {
        return status;
    }

    @Override
    public List<String> command(Path mailer, Parties parties) {
        return List.of(
                mailer.toString(),
                "-FCronDaemon",
                "-i",
                "-odi",
                "-oem",
                "-oi",
                "-t",
                "-f",
                sender(parties));
    }

    @Override
    public String from(Parties parties) {
        return "\"(Cron Daemon)\" <" + sender(parties) + ">";
    }

    private static String sender(Parties parties) {
        return parties.from().isEmpty() ? parties.owner() : parties.from();
    }

    /// `$NAME` and `${NAME}` stand for what the daemon's environment has under that name. cronie
    /// does that for everybody, and so mails any user the secrets in it; here it is done only in
    /// what the daemon's own user has written, and elsewhere a `$` is refused as it always was.
    @Override
    public String expanded(String text, boolean trusted, Map<String, String> daemon) {
        if (!trusted) {
            return text;
        }
        return VARIABLE.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                daemon.getOrDefault(
                                        match.group(1) == null ? match.group(2) : match.group(1),
                                        "")));
    }

    @Override
    public List<String> inherited() {
        return List.of("MAILFROM");
    }

    /// The name that the C library has for it.
    @Override
    public String ascii() {
        return "ANSI_X3.4-1968";
    }

    @Override
    public List<String> moreHeaders() {
        return List.of("Auto-Submitted: auto-generated", "Precedence: bulk");
    }

    @Override
    public Map<String, String> environment(String owner, Map<String, String> crontab) {
        Map<String, String> all = new HashMap<>();
        all.put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        all.put("SHELL", "/bin/sh");
        all.putAll(crontab);
        all.put("USER", owner);
        return all;
    }

    @Override
    public byte[] body(byte[] output) {
        byte[] kept = new byte[output.length];
        int length = 0;
        for (byte b : output) {
            if (b != '\r') {
                kept[length++] = b;
            }
        }
        return Arrays.copyOf(kept, length);
    }

    @Override
    public WithoutMailer withoutMailer() {
        return new WithoutMailer("INFO", "Syslog will be used instead of sendmail.", true);
    }
}
