package farcron.crontab;

/// What a line may ask for with a leading `-` (cronie) or with `-n`, `-q`, `-s` before its command
/// (OpenBSD; cronie knows `-n`).
public enum Flag {
    /// `-` before the time fields: no log line for the start and the end of a run. cronie lets only
    /// root's crontab and those of the system have it.
    NO_LOG,
    /// `-q`: the same, for everybody.
    QUIET,
    /// Mail the output only when the run failed.
    MAIL_ONLY_ON_FAILURE,
    /// Do not start while the previous run still goes.
    SINGLE
}
