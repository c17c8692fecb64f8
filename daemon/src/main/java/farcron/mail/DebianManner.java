package farcron.mail;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// As Debian's cron 3.0pl1 mails. Nothing of the crontab but `HOME` reaches the mailer.
record DebianManner() implements Manner {

    @Override
    public String unsafeEvent() {
        return "UNSAFE MAIL";
    }

    @Override
    public String failed(String status) {
        return status + " from MTA";
    }

    @Override
    public List<String> command(Path mailer, Parties parties) {
        return List.of(mailer.toString(), "-FCronDaemon", "-i", "-B8BITMIME", "-oem", parties.to());
    }

    /// Whoever the job runs as.
    @Override
    public String from(Parties parties) {
        return parties.from().isEmpty() ? "root (Cron Daemon)" : parties.from();
    }

    @Override
    public String expanded(String text, boolean trusted, Map<String, String> daemon) {
        return text;
    }

    @Override
    public List<String> inherited() {
        return List.of();
    }

    @Override
    public String ascii() {
        return "US-ASCII";
    }

    @Override
    public List<String> moreHeaders() {
        return List.of();
    }

    @Override
    public Map<String, String> environment(String owner, Map<String, String> crontab) {
        return Map.of("PATH", "/usr/bin:/bin");
    }

    @Override
    public byte[] body(byte[] output) {
        return output;
    }

    @Override
    public WithoutMailer withoutMailer() {
        return new WithoutMailer("info", "No MTA installed, discarding output", false);
    }
}
