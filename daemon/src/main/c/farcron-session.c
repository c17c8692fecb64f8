/* farcron-session runs one command as a user, in the session that cron would give it.
 *
 *     farcron-session SERVICE|- USER -- PROGRAM ARGUMENT...
 *
 * The supervising shell of a run starts it with root's rights; what it stands between is told in
 * spawner.sh. It is not setuid, and useless to anybody but root. SERVICE names a file of pam.d(5);
 * with `-` there is no PAM, and the account's expiry is looked up here.
 *
 * It parts in two. The child takes the user's rights, looks whether it has them and nothing more,
 * and becomes PROGRAM. The parent keeps root's rights, because the session must be closed with
 * them; it waits, closes, and exits as the child did, in the shell's form: 128 + n for signal n.
 *
 * Its files are those of the command: 0 is what PROGRAM reads, 1 and 2 take what the command
 * writes, 4 is for PROGRAM to use. Only 3 is our own: if the command cannot be run, why goes there,
 * in one line `refused WORD TEXT`, and never into the output of the command, which may be mailed.
 * PROGRAM has a 3 as well, to refuse with; a pipe to the parent, so that what a user can put into
 * the record that way is a line about a run of his own.
 *
 * PAM is looked for at run time, with declarations of our own: so this needs nothing but the C
 * library to be built, and runs where there is no PAM.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REFUSALS = 3, LAST_PASSED_ON = 4, LONGEST_REFUSAL = 512, SECONDS_OF_A_DAY = 86400 };

/* What we use of security/pam_appl.h; Linux-PAM has never changed these. */
enum {
    PAM_SUCCESS = 0,
    PAM_TTY = 3,
    PAM_NEW_AUTHTOK_REQD = 12,
    PAM_CONV_ERR = 19,
    PAM_ESTABLISH_CRED = 0x2,
    PAM_DELETE_CRED = 0x4,
    PAM_SILENT = 0x8000
};
struct pam_handle;
struct pam_message;
struct pam_response;
struct pam_conv {
    int (*ask)(int, const struct pam_message **, struct pam_response **, void *);
    void *data;
};
static struct {
    int (*start)(const char *, const char *, const struct pam_conv *, struct pam_handle **);
    int (*set_item)(struct pam_handle *, int, const void *);
    int (*acct_mgmt)(struct pam_handle *, int);
    int (*setcred)(struct pam_handle *, int);
    int (*open_session)(struct pam_handle *, int);
    int (*close_session)(struct pam_handle *, int);
    char **(*getenvlist)(struct pam_handle *);
    const char *(*strerror)(struct pam_handle *, int);
    int (*end)(struct pam_handle *, int);
} pam;
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

/* PAM's modules and their programs find nothing to read, and what they write is not the command's
   output. */
static void set_files_aside(int aside[3])
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd <= 2; fd++) {
        aside[fd] = fcntl(fd, F_DUPFD_CLOEXEC, LAST_PASSED_ON + 1);
        if (aside[fd] < 0 || dup2(nothing, fd) < 0)
            refuse("files", strerror(errno));
    }
    for (int fd = REFUSALS; fd <= LAST_PASSED_ON; fd++)
        if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
            refuse("files", strerror(errno));
}

static void pass(int signal)
{
    (void)signal;
}

/* As the supervising shell does: what asks all processes to end is not for those that wait for a
   job. Not SIG_IGN, which programs that PAM starts would inherit. */
static void outlive_signals(void)
{
    static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE};
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

static void *function(void *library, const char *name)
{
    void *found = dlsym(library, name);
    if (found == NULL)
        refuse("library", dlerror());
    return found;
}

static void load_pam(void)
{
    void *library = dlopen("libpam.so.0", RTLD_NOW);
    if (library == NULL)
        refuse("library", dlerror());
#define FUNCTION(name) pam.name = (__typeof__(pam.name))function(library, "pam_" #name)
    FUNCTION(start);
    FUNCTION(set_item);
    FUNCTION(acct_mgmt);
    FUNCTION(setcred);
    FUNCTION(open_session);
    FUNCTION(close_session);
    FUNCTION(getenvlist);
    FUNCTION(strerror);
    FUNCTION(end);
#undef FUNCTION
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
    load_pam();
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

/* Each step is checked, and so is the sum: no command runs with rights that were to be dropped. */
static void become(const char *user, uid_t uid, gid_t gid)
{
    uid_t u[3];
    gid_t g[3];
    if (initgroups(user, gid) != 0)
        refuse("identity", strerror(errno));
    if (setgid(gid) != 0 || setuid(uid) != 0)
        refuse("identity", strerror(errno));
    if (getresuid(&u[0], &u[1], &u[2]) != 0 || getresgid(&g[0], &g[1], &g[2]) != 0)
        refuse("identity", strerror(errno));
    for (int i = 0; i < 3; i++)
        if (u[i] != uid || g[i] != gid)
            refuse("identity", "the kernel says that it did, and it did not");
    if (uid != 0 && (setuid(0) == 0 || seteuid(0) == 0 || (gid != 0 && setgid(0) == 0)))
        refuse("identity", "root's rights could be had back");
}

static void give_files(const int aside[3], int refusals)
{
    for (int fd = 0; fd <= 2; fd++)
        if (dup2(aside[fd], fd) < 0)
            refuse("files", strerror(errno));
    if (dup2(refusals, REFUSALS) < 0 || fcntl(LAST_PASSED_ON, F_SETFD, 0) < 0)
        refuse("files", strerror(errno));
    DIR *open_files = opendir("/proc/self/fd");
    if (open_files == NULL)
        refuse("files", "cannot read /proc/self/fd");
    for (struct dirent *entry; (entry = readdir(open_files)) != NULL;) {
        int fd = atoi(entry->d_name);
        if (fd > LAST_PASSED_ON && fd != dirfd(open_files))
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

/* The child has ended: what it had to say is there. */
static void pass_refusal_on(int refusals)
{
    char line[LONGEST_REFUSAL];
    ssize_t length = read(refusals, line, sizeof line);
    if (length > 0)
        dprintf(REFUSALS, "%.*s", (int)length, line);
}

int main(int argc, char **argv)
{
    if (argc < 5 || strcmp(argv[3], "--") != 0 || getuid() != 0 || geteuid() != 0) {
        fprintf(stderr, "farcron-session: this is for root's farcron, which calls it as"
                        " farcron-session SERVICE|- USER -- PROGRAM ARGUMENT...\n");
        return 2;
    }
    static char *empty[] = {NULL};
    const char *service = argv[1], *user = argv[2];
    int aside[3], refusals[2], status;
    char **environment = empty;

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

    if (pipe2(refusals, O_CLOEXEC | O_NONBLOCK) < 0)
        refuse("process", strerror(errno));
    pid_t child = fork();
    if (child < 0)
        refuse("process", strerror(errno));
    if (child == 0) {
        session_is_open = 0;
        give_files(aside, refusals[1]);
        default_signals();
        setsid();
        become(user, uid, gid);
        execve(argv[4], argv + 4, environment);
        refuse("program", strerror(errno));
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            refuse("process", strerror(errno));
    pass_refusal_on(refusals[0]);
    close_session();
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
