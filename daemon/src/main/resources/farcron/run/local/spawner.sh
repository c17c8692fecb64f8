# How farcron runs a command on this machine. This text is fed to `sh -s`; dash and bash both read it.
#
# One process, the spawner, lives as long as the daemon and starts what it is told to on its standard
# input. It is cheap to fork, which the daemon is not.
#
#   daemon --"run ID DROP GROUP FOLDER"--> spawner --fork--> supervisor --fork--> DROP --exec--> SHELL -c COMMAND
#     ^                                                          |
#     +------------------------"ended ID"------------------------+
#
# The life of a run:
#
# 1. The daemon writes FOLDER: `script`, an empty `log`, `stdin` if there is any, and `status`, filled
#    with blanks so that the disk has room for the exit status, however full it is by then. Where there
#    are control groups, it makes one for the run, with its limits. Only then does it ask the spawner.
# 2. The spawner forks twice and the process in between is killed, so the supervisor belongs to init
#    from its beginning: a daemon that ends or restarts changes nothing for it. This could be done with
#    `&`, but a shell lets whatever it starts with `&` ignore SIGINT and SIGQUIT, nothing but another
#    program can undo that, and a job must not inherit it. SIGPIPE is the one signal of whose victims
#    neither shell says a word.
# 3. The supervisor claims the folder by making `claim`, which fails if it is there (O_EXCL). So a run is
#    started once, however often it is asked for. The claim holds the supervisor's /proc line and the
#    boot id: by these a later daemon knows whether it is still there. Behind them stands GROUP.
# 4. The command runs in the foreground, for the reason above, in a session of its own, where pid, group
#    and session are one number. DROP, words with commas, is what makes it so, and what takes the user's
#    rights where they are not the daemon's:
#      session,SERVICE,IDENT,USER  farcron-session, which opens and closes a PAM session around the
#                                  command, and so stays between it and the supervisor
#      setpriv,...,setsid          where that program could not be built
#      setsid                      a daemon that runs its own user's jobs only
#    GROUP is the folder of the run's control group, or `-`. The command is born into it: by the child of
#    farcron-session, or by who becomes setpriv or setsid, as long as it has root's rights; the user can
#    neither leave it nor turn its knobs. The supervisor and the parent of farcron-session live beside it:
#    who is killed for want of memory, or with `cgroup.kill`, is the job and nobody who must tell its end.
# 5. What the command is, and its environment, stands in `script`. It is read by a process that already
#    has the user's rights and no others: by farcron-session's child, which takes strings from it and
#    executes the command as it stands there; in the two other cases by a clean shell, to which it is a
#    text of commands that ends with exec. So a variable of a crontab - LD_PRELOAD, ENV, PATH, SHELL -
#    is never in a process with root's rights: no dynamic linker and no shell of root's ever acts on one.
#    It also stands on no command line, where everybody could read it. The file is root's and closed to
#    the user; its reader has it from root as an open descriptor, and so can read it and nothing beside it.
# 6. Descriptors of the reader: 0 is the script, 1 and 2 are the log, 4 is the command's standard input.
#    3 takes one line from whoever finds that the command cannot be run, `refused WORD TEXT`, to tell that
#    from a command that ran and failed; it stands behind the blanks of `status`. A user never holds that
#    file: the clean shell of setpriv gets /dev/null instead. The command has neither 3 nor 4.
# 7. The supervisor's signal traps are no-ops rather than '': what a shell ignores stays ignored in all that
#    it starts.
# 8. At the end it overwrites the blanks in `status`: first the CPU times, then what the group has counted,
#    then the exit status. A reader believes it once the line of the exit status has its newline. Then it
#    tells the daemon, if there is one.
#
# To stop a run, its supervisor is halted first, and then, where it is another process, the parent of the
# job. As long as a parent cannot wait for its child, the child's number cannot be given to another process:
# so each look at a number, from the supervisor's downwards, is still true when our signal follows it. That
# reaches the process group of the job, all at once. What has left it the daemon finds by looking at all
# processes; each of those gets its signal only if it still is who it was, by the time of its start.
#
# farcron-session adopts whatever of its job loses its parent. Once it has got SIGWINCH it does not end
# before all of that has ended, and so a stopped run does not either. The signal is one that does nothing to
# who does not know it: after an upgrade there may be jobs in sessions of an earlier farcron-session.
#
# At the end of input (the daemon is gone, even by SIGKILL) the spawner ends.

umask 077
cd /
set -f
shell=$1
session=$2
read -r boot </proc/sys/kernel/random/boot_id

# tell_of GROUP CODE: bytes of memory at most so far, microseconds of CPU; and of a command that failed, bytes
# that it may have, how often it wanted more, how many of its processes were killed for want of memory.
tell_of() {
    peak=- cpu=- most=- shortages=- kills=-
    read -r peak <"$1/memory.peak"
    read -r _ cpu <"$1/cpu.stat"
    if [ "$2" != 0 ]; then
        read -r most <"$1/memory.max"
        while read -r name number; do
            case $name in
                oom) shortages=$number ;;
                oom_kill) kills=$number ;;
            esac
        done <"$1/memory.events"
    fi
    echo "group ${peak:--} ${cpu:--} ${most:--} $shortages $kills"
}

# In: $id $drop $group $folder; standard input is the supervisor's own /proc/self/stat.
supervise() {
    trap : HUP INT QUIT TERM PIPE
    [ "$group" = - ] && group=
    read -r self
    parent=${self##*) }
    parent=${parent#* }
    kill -s PIPE "${parent%% *}"
    exec 2>/dev/null
    full=
    set -C
    { echo "$self $boot${group:+ $group}" || full=yes; } >"$folder/claim" || exit
    set +C
    if [ "$full" ]; then
        echo "full $id"
        exit
    fi
    trap 'echo "ended $id"' EXIT
    stdin=/dev/null
    [ -e "$folder/stdin" ] && stdin=$folder/stdin
    refusal=$folder/status
    enter=$group
    IFS=,
    set -- $drop
    case $1 in
        session) shift; set -- "$session" "$@" ${group:+"$group"}; enter= ;;
        setpriv) set -- "$@" "$shell" -s; refusal=/dev/null ;;
        setsid) set -- "$@" "$shell" -s ;;
    esac
    IFS=' '
    umask 022
    # In a subshell, so that what this shell says of a job killed by a signal is not in the log.
    (become "$@") <"$folder/script" 3>>"$refusal" 4<"$stdin" >>"$folder/log" 2>&1
    code=$?
    { times; [ "$group" ] && tell_of "$group" "$code"; echo "$code"; } 1<>"$folder/status"
}

# become PROGRAM ...: within the group, unless the program itself is to go there.
become() {
    if [ "$enter" ] && ! { echo 0 >"$enter/cgroup.procs"; } 2>/dev/null; then
        echo "refused group cannot enter $enter" >>"$folder/status"
        exit 1
    fi
    exec "$@"
}

# look_at PROCESS: leaves in $stat what its line in /proc says behind the name of its program, which may
# hold anything, even newlines.
look_at() {
    stat=
    while read -r line; do
        stat=$stat$line
    done <"/proc/$1/stat" || return
    stat=${stat##*) }
}

# is_child PROCESS PARENT; leaves $sid.
is_child() {
    look_at "$1" || return
    # Fields 3 to 6: state, parent, group, session.
    set -- "$2" $stat
    sid=$5
    [ "$3" = "$1" ]
}

# has_started PROCESS TICKS
has_started() {
    look_at "$1" || return
    # Field 22.
    set -- "$2" $stat
    [ "${21}" = "$1" ]
}

# signal_job SIGNAL PARENT JOB: the parent is halted.
signal_job() {
    if is_child "$3" "$2" && [ "$sid" = "$3" ]; then
        kill -s "$1" -- "-$3"
        [ "$1" = TERM ] && kill -s CONT -- "-$3"
    fi
}

# stop SIGNAL SUPERVISOR PARENT JOB: the caller has made sure that the supervisor is one; it may be the
# parent.
stop() {
    kill -s STOP "$2" || return
    if [ "$3" = "$2" ]; then
        signal_job "$1" "$2" "$4"
    elif is_child "$3" "$2"; then
        kill -s STOP "$3"
        kill -s WINCH "$3"
        signal_job "$1" "$3" "$4"
        kill -s CONT "$3"
    fi
    kill -s CONT "$2"
}

# signal_each SIGNAL PROCESS:TICKS ...
signal_each() {
    signal=$1
    shift
    for process; do
        if has_started "${process%:*}" "${process#*:}"; then
            kill -s "$signal" "${process%:*}"
            [ "$signal" = TERM ] && kill -s CONT "${process%:*}"
        fi
    done
}

serve() {
    echo ready
    while read -r verb id drop group folder; do
        case $verb in
            # The `:` keeps the shell from becoming the supervisor itself.
            run) ( ( supervise ) </proc/self/stat; : ) ;;
            # Here they are a signal and three numbers.
            stop) stop "$id" "$drop" "$group" "$folder" 2>/dev/null ;;
            signal) signal_each "$id" $drop $group $folder 2>/dev/null ;;
        esac
    done
}

serve
exit 0
