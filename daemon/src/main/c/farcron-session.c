/* farcron-session runs one program as a user, in the session that cron would give it.
 *
 *     farcron-session SERVICE|- IDENT USER [GROUP]
 *
 * The supervising shell of a run starts it with root's rights; what it stands between is told in
 * spawner.sh. It is not setuid, and useless to anybody but root. SERVICE names a file of pam.d(5);
 * with `-` there is no PAM, and the account's expiry is looked up here. IDENT is what stands before
 * the lines that PAM's modules write to the system's log. GROUP is the folder of a control group
 * made for the run.
 *
 * It parts in two. The child enters GROUP, takes the user's rights, looks whether it has them and
 * nothing more, and only then reads what it is to run and in which environment: nothing that a
 * crontab says is ever in a process with root's rights. It becomes the program without any shell in
 * between, so the environment arrives byte for byte, whatever its names. The parent keeps root's
 * rights, because the session must be closed with them; it waits, closes, and exits as the child
 * did, in the shell's form: 128 + n for signal n. It is not in GROUP: so it does this also if all
 * that is there is killed for want of memory. Meanwhile it adopts whatever the child's own children
 * leave without a parent, so that all that the program has started can be found below it. When the
 * program is stopped, it gets SIGWINCH first: then it waits for all of that, too.
 *
 * Its files: 0 is the run's `script`, 1 and 2 take what the program writes, 4 is what it reads. If
 * it cannot be run as it should, why goes to 3, in one line `refused WORD TEXT`, and never into the
 * program's output, which may be mailed. But if it is not there, that is said in its output, as by
 * cron. When the program has ended, another line, `peak KIBIBYTES`, tells how much memory the
 * largest of its processes had. The program has neither 3 nor `script`.
 *
 * `script` is a line, which is none of our business, and then strings that each end with a NUL:
 *
 *     where to be if home cannot be entered; if that is empty, the program does not run then
 *     home
 *     what to say before the reason if the program cannot be executed
 *     something if what PAM's modules set is for the program, or nothing
 *     something if the program is looked for in the PATH below, or nothing
 *     NAME=VALUE ...; these win against PAM's
 *     an empty one
 *     the program and its arguments
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "pam.h"

enum { SCRIPT = 0, REFUSALS = 3, INPUT = 4 };
enum { LARGEST_SCRIPT = 16 << 20, SECONDS_OF_A_DAY = 86400 };

static char *none[] = {NULL};
static struct pam_handle *session;
static int session_is_open;

static void close_session(void)
{
    if (session_is_open) {
        pam.setcred(session, PAM_DELETE_CRED | PAM_SILENT);
        pam.end(session, pam.close_session(session, PAM_SILENT));
    }
}

static _Noreturn void refuse(const char *word, const char *why)
{
    dprintf(REFUSALS, "refused %s %s\n", word, why);
    close_session();
    _exit(EXIT_FAILURE);
}

static void check(int is_well, const char *word)
{
    if (!is_well)
        refuse(word, strerror(errno));
}

/* PAM's modules and their programs find nothing to read, and what they write is not the output of
   the program that is to be run. */
static void set_files_aside(int aside[3])
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd <= 2; fd++) {
        aside[fd] = fcntl(fd, F_DUPFD_CLOEXEC, INPUT + 1);
        check(aside[fd] >= 0 && dup2(nothing, fd) >= 0, "files");
    }
    for (int fd = REFUSALS; fd <= INPUT; fd++)
        check(fcntl(fd, F_SETFD, FD_CLOEXEC) >= 0, "files");
}

static volatile sig_atomic_t is_stopped;

static void pass(int signal)
{
    if (signal == SIGWINCH)
        is_stopped = 1;
}

/* As the supervising shell does: what asks all processes to end is not for those that wait for a
   job. Not SIG_IGN, which programs that PAM starts would inherit. */
static void outlive_signals(void)
{
    static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGWINCH};
    struct sigaction action = {.sa_handler = pass, .sa_flags = SA_RESTART};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        sigaction(ends[i], &action, NULL);
    /* Whoever ignores this one never hears how a child ended. */
    signal(SIGCHLD, SIG_DFL);
}

static int has_expired(const char *user)
{
    const struct spwd *entry = getspnam(user);
    return entry != NULL && entry->sp_expire >= 0
        && time(NULL) / SECONDS_OF_A_DAY >= entry->sp_expire;
}

/* There is nobody to ask. */
static int no_answer(int n, const struct pam_message **asked, struct pam_response **answer, void *x)
{
    (void)n, (void)asked, (void)answer, (void)x;
    return PAM_CONV_ERR;
}

static void demand(int result, const char *word)
{
    if (result != PAM_SUCCESS)
        refuse(word, pam.strerror(session, result));
}

/* What the modules have put into the environment. */
static char **open_session(const char *service, const char *user)
{
    static const struct pam_conv nobody = {.ask = no_answer};
    const char *lack = load_pam();
    if (lack != NULL)
        refuse("library", lack);
    demand(pam.start(service, user, &nobody, &session), "session");
    demand(pam.set_item(session, PAM_TTY, "cron"), "session");
    int account = pam.acct_mgmt(session, PAM_SILENT);
    /* Many a stack of modules only says "failure" of an account that has expired. */
    if (account != PAM_SUCCESS && has_expired(user))
        demand(account, "expired");
    demand(account, account == PAM_NEW_AUTHTOK_REQD ? "password" : "account");
    demand(pam.setcred(session, PAM_ESTABLISH_CRED | PAM_SILENT), "session");
    demand(pam.open_session(session, PAM_SILENT), "session");
    session_is_open = 1;
    char **environment = pam.getenvlist(session);
    if (environment == NULL)
        refuse("session", "out of memory");
    return environment;
}

static void give_files(const int aside[3])
{
    for (int fd = 0; fd <= 2; fd++)
        check(dup2(aside[fd], fd) >= 0, "files");
    DIR *open_files = opendir("/proc/self/fd");
    check(open_files != NULL, "files");
    for (struct dirent *entry; (entry = readdir(open_files)) != NULL;) {
        int fd = atoi(entry->d_name);
        if (fd > INPUT && fd != dirfd(open_files))
            close(fd);
    }
    closedir(open_files);
}

static void default_signals(void)
{
    sigset_t none;
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Only root can. Not before PAM is done, whose modules may put us into a group of theirs. */
static void enter(const char *group)
{
    char *processes;
    check(asprintf(&processes, "%s/cgroup.procs", group) >= 0, "memory");
    int fd = open(processes, O_WRONLY | O_CLOEXEC);
    check(fd >= 0 && write(fd, "0", 1) == 1 && close(fd) == 0, "group");
    free(processes);
}

/* Each step is checked, and so is the sum: nothing runs with rights that were to be dropped. */
static void become(const char *user, uid_t uid, gid_t gid)
{
    uid_t u[3];
    gid_t g[3];
    check(initgroups(user, gid) == 0, "identity");
    check(setgid(gid) == 0 && setuid(uid) == 0, "identity");
    check(getresuid(&u[0], &u[1], &u[2]) == 0 && getresgid(&g[0], &g[1], &g[2]) == 0, "identity");
    for (int i = 0; i < 3; i++)
        if (u[i] != uid || g[i] != gid)
            refuse("identity", "the kernel says that it did, and it did not");
    if (uid != 0 && (setuid(0) == 0 || seteuid(0) == 0 || (gid != 0 && setgid(0) == 0)))
        refuse("identity", "root's rights could be had back");
    /* The user's other processes cannot reach for our files before they are closed. */
    check(prctl(PR_SET_DUMPABLE, 0) == 0, "identity");
}

/* What is still to be read of `script`. */
static char *rest, *end;

static void open_script(void)
{
    struct stat file;
    check(fstat(SCRIPT, &file) == 0, "script");
    if (file.st_size > LARGEST_SCRIPT)
        refuse("script", "it is too large");
    char *text = mmap(NULL, file.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, SCRIPT, 0);
    check(text != MAP_FAILED, "script");
    char *line_end = memchr(text, '\n', file.st_size);
    end = text + file.st_size;
    if (line_end == NULL || end[-1] != '\0')
        refuse("script", "it is damaged");
    rest = line_end + 1;
}

static char *next(void)
{
    char *string = rest;
    if (rest == end)
        refuse("script", "it is damaged");
    rest += strlen(rest) + 1;
    return string;
}

static void go_home(const char *fallback, const char *home)
{
    char *why;
    int is_somewhere = *fallback != '\0';
    /* Where cron would be is not on every machine; then it stays where it is. */
    if (is_somewhere && chdir(fallback) != 0)
        errno = 0;
    if (chdir(home) == 0 || is_somewhere)
        return;
    check(asprintf(&why, "%s: %s", home, strerror(errno)) >= 0, "memory");
    refuse("home", why);
}

/* With the user's rights. */
static _Noreturn void run_script(char **pams)
{
    open_script();
    const char *fallback = next(), *home = next(), *complaint = next();
    environ = *next() != '\0' ? pams : none;
    int is_looked_for = *next() != '\0';
    for (char *variable; *(variable = next()) != '\0';)
        check(putenv(variable) == 0, "memory");
    char **words = NULL;
    size_t n = 0;
    do {
        words = realloc(words, (n + 2) * sizeof *words);
        check(words != NULL, "memory");
        words[n++] = next();
    } while (rest < end);
    words[n] = NULL;
    go_home(fallback, home);
    /* 3 and 4 close themselves. */
    check(dup2(INPUT, STDIN_FILENO) >= 0, "files");
    if (is_looked_for)
        execvpe(words[0], words, environ);
    else
        execve(words[0], words, environ);
    int error = errno;
    dprintf(STDERR_FILENO, "%s: %s\n", complaint, strerror(error));
    /* As cron, or as the shells and the runtimes of containers. */
    _exit(!is_looked_for ? EXIT_FAILURE : error == ENOENT ? 127 : 126);
}

/* What PAM's modules have started for the session is none of ours. */
static int has_children(void)
{
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

/* Its status, when it has ended; what memory it had is told meanwhile. WHOM is the child, or -1:
   all that is adopted as well. */
static int wait_for(pid_t child, pid_t whom)
{
    int status = 0, is_over = 0;
    long peak = 0;
    while (!is_over || (is_stopped && whom < 0)) {
        int how;
        struct rusage used;
        pid_t ended = wait4(whom, &how, 0, &used);
        if (ended > 0 && used.ru_maxrss > peak)
            peak = used.ru_maxrss;
        if (ended == child) {
            status = how;
            is_over = 1;
        } else if (ended < 0 && errno != EINTR)
            break;
    }
    dprintf(REFUSALS, "peak %ld\n", peak);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    if (argc < 4 || argc > 5 || getuid() != 0 || geteuid() != 0) {
        fprintf(stderr, "farcron-session: this is for root's farcron, which calls it as"
                        " farcron-session SERVICE|- IDENT USER [GROUP]\n");
        return 2;
    }
    const char *service = argv[1], *user = argv[3];
    int aside[3];
    char **environment = none;

    openlog(argv[2], LOG_PID, LOG_CRON);
    set_files_aside(aside);
    outlive_signals();
    const struct passwd *account = getpwnam(user);
    if (account == NULL)
        refuse("user", "getpwnam() failed");
    uid_t uid = account->pw_uid;
    gid_t gid = account->pw_gid;
    if (strcmp(service, "-") != 0)
        environment = open_session(service, user);
    else if (has_expired(user))
        refuse("expired", "User account has expired");

    check(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0, "process");
    int has_others = has_children();
    pid_t child = fork();
    check(child >= 0, "process");
    if (child == 0) {
        session_is_open = 0;
        give_files(aside);
        default_signals();
        setsid();
        if (argc == 5)
            enter(argv[4]);
        become(user, uid, gid);
        run_script(environment);
    }
    int status = wait_for(child, has_others ? child : -1);
    close_session();
    return status;
}
