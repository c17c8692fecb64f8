/* What farcron-session uses of PAM, with declarations of our own and looked for at run time: so it
 * needs nothing but the C library to be built, and runs where there is no PAM.
 */
#include <dlfcn.h>
#include <stddef.h>

/* Of security/pam_appl.h; Linux-PAM has never changed these. */
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

/* NULL, or why not. */
static const char *load_pam(void)
{
    void *library = dlopen("libpam.so.0", RTLD_NOW);
    if (library == NULL)
        return dlerror();
#define FUNCTION(name)                                                           \
    if ((pam.name = (__typeof__(pam.name))dlsym(library, "pam_" #name)) == NULL) \
        return dlerror()
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
    return NULL;
}
