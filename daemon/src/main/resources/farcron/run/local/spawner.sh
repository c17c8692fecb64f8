# How farcron runs a command on this machine. This text is fed to `sh -s`; dash and bash both read it.
#
# One process, the spawner, lives as long as the daemon and starts what it is told to on its standard
# input. It is cheap to fork, which the daemon is not, and needs no program but setsid for a run.
#
#   daemon --"run ID DROP FOLDER"--> spawner --fork--> supervisor --fork, setsid--> sh -s --exec--> SHELL -c COMMAND
#     ^                                                    |
#     +---------------------"ended ID"---------------------+
#
# The life of a run:
#
# 1. The daemon writes FOLDER: `script`, an empty `log`, `stdin` if there is any, and `status`, filled
#    with blanks so that the disk has room for the exit status, however full it is by then. Only when
#    all is written does it ask the spawner.
# 2. The spawner forks twice and the process in between is killed, so the supervisor belongs to init
#    from its beginning: a daemon that ends or restarts changes nothing for it. This could be done with
#    `&`, but a shell lets whatever it starts with `&` ignore SIGINT and SIGQUIT, nothing but another
#    program can undo that, and a job must not inherit it. SIGPIPE is the one signal of whose victims
#    neither shell says a word.
# 3. The supervisor claims the folder by making `claim`, which fails if it is there (O_EXCL). So a run is
#    started once, however often it is asked for. The claim holds the supervisor's /proc line and the
#    boot id: by these a later daemon knows whether it is still there.
# 4. The command runs in the foreground, for the reason above, in a session of its own, where pid, group
#    and session are one number. Before the user's shell comes a clean one that reads `script` from a file
#    that root has opened: it sets the user's environment after the privileges were dropped (DROP: words
#    with commas, in front of the shell), so none of it is ever seen by root or stands on a command line.
#    The script ends with exec; descriptor 4 is the command's standard input.
# 5. The supervisor's signal traps are no-ops rather than '': what a shell ignores stays ignored in all that
#    it starts.
# 6. At the end it overwrites the blanks in `status`: first the CPU times, then the exit status. A reader
#    believes it once the line of the exit status has its newline. Then it tells the daemon, if there is one.
#
# To stop a run, its supervisor is halted first: as long as the parent cannot wait for the job, the job's
# number cannot be given to another process between our look at it and our signal.
#
# At the end of input (the daemon is gone, even by SIGKILL) the spawner ends.

umask 077
cd /
set -f
shell=$1
read -r boot </proc/sys/kernel/random/boot_id

# In: $id $drop $folder; standard input is the supervisor's own /proc/self/stat.
supervise() {
    trap : HUP INT QUIT TERM PIPE
    read -r self
    parent=${self##*) }
    parent=${parent#* }
    kill -s PIPE "${parent%% *}"
    exec 2>/dev/null
    full=
    set -C
    { echo "$self $boot" || full=yes; } >"$folder/claim" || exit
    set +C
    if [ "$full" ]; then
        echo "full $id"
        exit
    fi
    trap 'echo "ended $id"' EXIT
    stdin=/dev/null
    [ -e "$folder/stdin" ] && stdin=$folder/stdin
    IFS=,
    # In a subshell, so that what this shell says of a job killed by a signal is not in the log.
    (exec setsid $drop "$shell" -s) <"$folder/script" 4<"$stdin" >>"$folder/log" 2>&1
    code=$?
    { times; echo "$code"; } 1<>"$folder/status"
}

# stop SIGNAL SUPERVISOR JOB: the caller has made sure that the supervisor is one.
stop() {
    kill -s STOP "$2" || return
    if read -r job <"/proc/$3/stat"; then
        # Fields 3 to 6: state, parent, group, session.
        set -- "$@" ${job##*) }
        if [ "$5" = "$2" ] && [ "$7" = "$3" ]; then
            kill -s "$1" -- "-$3"
            kill -s CONT -- "-$3"
        fi
    fi
    kill -s CONT "$2"
}

serve() {
    echo ready
    while read -r verb id drop folder; do
        case $verb in
            run)
                [ "$drop" = - ] && drop=
                # The `:` keeps the shell from becoming the supervisor itself.
                ( ( supervise ) </proc/self/stat; : )
                ;;
            stop) stop "$id" "$drop" "$folder" 2>/dev/null ;;
        esac
    done
}

serve
exit 0
