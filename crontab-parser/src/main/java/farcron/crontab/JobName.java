package farcron.crontab;

/// The name of a job, and where it comes from.
///
/// @param text `[A-Za-z0-9_.-]{1,64}`, unique in its crontab
public record JobName(String text, Origin origin) {

    public enum Origin {
        /// A `name:` word.
        WORD,
        /// An `#Ansible: x` or `# Puppet Name: x` comment on the line above.
        COMMENT,
        /// Made from the command and the user; it does not change when lines move.
        DERIVED
    }
}
