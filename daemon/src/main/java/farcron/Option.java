package farcron;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All settings of the daemon, each once. A setting is an option of the command line, an
/// environment variable, and a key of the configuration file; the first of them that is given
/// holds.
public enum Option {
    STATE(
            "state",
            "DIR",
            "",
            "where the record, the run folders and the socket are (default with files:"
                    + " ~/.local/state/farcron; without: /var/lib/farcron)"),
    LISTEN(
            "listen",
            "HOST:PORT|none",
            "127.0.0.1:2766",
            "where curl is answered; there everybody sees names, states, times and reasons only"),
    SOCKET(
            "socket",
            "PATH",
            "",
            "the Unix socket, which knows who asks (default: farcron.sock in the state folder;"
                    + " for the system's daemon /run/farcron/farcron.sock)"),
    SPOOL(
            "spool",
            "DIR",
            "",
            "the folder of the users' crontabs (default: where the machine's own cron has it)"),
    DIALECT(
            "dialect",
            "debian|cronie|auto",
            "auto",
            "whose rules hold where crons differ: file names, PATH, mail, log lines, -n"),
    SESSION(
            "session",
            "pam|plain|auto",
            "auto",
            "how a job becomes its user: pam opens a session (limits, environment, accounts), plain"
                    + " sets user and groups only, auto takes pam where it is installed"),
    ENV(
            "env",
            "clean|inherit",
            "clean",
            "what a job's environment begins with: nothing, as with cron, or the daemon's own"),
    MAILER(
            "mailer",
            "PATH|off",
            "/usr/sbin/sendmail",
            "the program that sends mail; with files only where MAILTO is set"),
    LOG(
            "log",
            "stdout|syslog|auto",
            "auto",
            "where the log goes; auto: without files to syslog if there is one, else to standard"
                    + " output"),
    JOB_OUTPUT(
            "job-output",
            "record|stdout",
            "record",
            "stdout: what jobs write also goes, line by line, to the daemon's standard output"),
    STOP(
            "stop",
            "leave|wait",
            "leave",
            "at SIGTERM leave running jobs alone, or wait for their ends (as process 1: wait)"),
    POOLS(
            "pools",
            "NAME=N,…",
            "",
            "pools of the whole machine: so many runs of lines with pool:NAME go on at once"),
    MAX_RUNNING(
            "max-running",
            "COUNT",
            "0",
            "how many runs go on at once at most, the others wait; 0: no limit, as with cron"),
    MIN_FREE_MEMORY(
            "min-free-memory",
            "MIB",
            "0",
            "while less memory is free and a run goes on, no other one is started; 0: off"),
    MAX_LOAD(
            "max-load",
            "LOAD",
            "0",
            "while the load of the last minute is above it and a run goes on, no other one is"
                    + " started; 0: off"),
    FARGATE(
            "fargate",
            "aws|local|off",
            "aws",
            "how lines with fargate: run: on AWS; local: on this machine, with what the container"
                    + " would be given, to try them out; or not at all"),
    FARGATE_REGION(
            "fargate-region",
            "REGION",
            "",
            "the region of AWS for lines that set no FARGATE_REGION (default: what the daemon's"
                    + " environment says to any program of AWS)"),
    FARGATE_CLUSTER(
            "fargate-cluster",
            "NAME|ARN",
            "default",
            "the ECS cluster for lines that set no FARGATE_CLUSTER"),
    FARGATE_SUBNETS(
            "fargate-subnets",
            "ID,…",
            "",
            "the subnets for lines that set no FARGATE_SUBNETS; from 1 to 16"),
    FARGATE_SECURITY_GROUPS(
            "fargate-security-groups",
            "ID,…",
            "",
            "the security groups for lines that set no FARGATE_SECURITY_GROUPS; up to 5 (default:"
                    + " the VPC's own)"),
    FARGATE_ASSIGN_PUBLIC_IP(
            "fargate-assign-public-ip",
            "ENABLED|DISABLED",
            "DISABLED",
            "whether tasks have addresses in the Internet, for lines that set no"
                    + " FARGATE_ASSIGN_PUBLIC_IP"),
    FARGATE_QUEUE(
            "fargate-queue",
            "URL",
            "",
            "the SQS queue that tells how tasks go on; without it ECS is asked now and then"),
    FARGATE_INSTALLATION(
            "fargate-installation",
            "NAME",
            "",
            "by what this daemon's tasks can be told from those of others: up to 32 letters a-z,"
                    + " digits and - (default: drawn once, kept in the state folder)"),
    FARGATE_RATE(
            "fargate-rate",
            "COUNT",
            "5",
            "how many tasks are asked for in a second, and twice as many at once; from 1 to 20"),
    FARGATE_USERS(
            "fargate-users",
            "USER,…",
            "",
            "whose crontabs may have lines with fargate:, with the families and roles that the file"
                    + " names in fargate.families.USER and fargate.roles.USER; * for all users"),
    KEEP_DAYS("keep-days", "DAYS", "30", "how long runs that ended well stay on record"),
    KEEP_FAILED_DAYS("keep-failed-days", "DAYS", "90", "how long all other runs stay on record"),
    KEEP_RUNS("keep-runs", "COUNT", "1000000", "how many runs stay on record at most"),
    LOG_LIMIT(
            "log-limit",
            "MIB",
            "16",
            "how much output of one run is kept: its first half and its last half; from 1 to 1024"),
    LOG_LEVEL("log-level", "error|warn|info|debug", "info", "how much the daemon tells");

    private final String key;
    private final String value;
    private final String standard;
    private final String meaning;

    Option(String key, String value, String standard, String meaning) {
        this.key = key;
        this.value = value;
        this.standard = standard;
        this.meaning = meaning;
    }

    /// As it stands in the configuration file, and after `--` on the command line.
    public String key() {
        return key;
    }

    /// What kind of value it takes, for the help text.
    public String value() {
        return value;
    }

    /// The value when nobody gives one; empty where it depends on how the daemon is run.
    public String standard() {
        return standard;
    }

    public String meaning() {
        return meaning;
    }

    /// `FARCRON_LOG_LEVEL` for `log-level`.
    public String variable() {
        return "FARCRON_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static Optional<Option> of(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Option::key).toList();
    }
}
