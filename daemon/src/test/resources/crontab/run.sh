# Runs a transcript: each line `$ COMMAND` by the shell, followed by what came of it: `> ` standard
# output, `! ` standard error, `= ` the exit status; what differs each time is replaced. All other
# lines are passed on. In a mount
# namespace of its own (unshare -m), so that accounts, spool and homes of the machine stay as they
# are: PLACE is its folder, with a `farcron` program in it, DIALECT the daemon's.
set -eu
mount --make-rprivate /
cp -a /etc "$PLACE/etc"
mount --bind "$PLACE/etc" /etc
rm -rf /etc/cron.allow /etc/cron.deny /etc/crontab /etc/cron.d
mount -t tmpfs none /run
mkdir "$PLACE/root" "$PLACE/tmp" "$PLACE/bin" "$PLACE/work" "$PLACE/spool"
mount --bind "$PLACE/root" /root
mount -t tmpfs -o size=64k,mode=1730 none "$PLACE/spool"
chmod 1777 "$PLACE/tmp"
for name in fcanna fcotto; do
    useradd -M -l -d "$PLACE/$name" "$name"
    mkdir "$PLACE/$name"
    chown "$name:" "$PLACE/$name"
done

export FARCRON_SPOOL="$PLACE/spool" FARCRON_DIALECT="$DIALECT" FARCRON_STATE="$PLACE/state"
export FARCRON_SOCKET="$PLACE/farcron.sock" HOME=/root TMPDIR="$PLACE/tmp" TZ=UTC
export PATH="$PLACE/bin:/usr/sbin:/usr/bin:/sbin:/bin"
unset VISUAL EDITOR
printf '#!/bin/sh\nexec "%s/farcron" crontab "$@"\n' "$PLACE" >"$PLACE/bin/crontab"
printf '#!/bin/sh\nexec setpriv --reuid fcanna --regid fcanna --clear-groups "$@"\n' \
    >"$PLACE/bin/anna"
chmod 755 "$PLACE/bin/crontab" "$PLACE/bin/anna"
"$PLACE/farcron" daemon --listen none --log stdout >"$PLACE/daemon.out" 2>&1 &
daemon=$!
trap 'kill "$daemon" 2>/dev/null; wait' EXIT
tries=0
until [ -S "$FARCRON_SOCKET" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || exit 9
    sleep 0.1
done

cd "$PLACE/work"
shown() { # PREFIX FILE
    sed -e "s|$TMPDIR/crontab\.[A-Za-z0-9]\{6\}|/tmp/crontab.XXXXXX|g" -e "s|$PLACE|PLACE|g" \
        -e 's|installed on .*)|installed on DATE)|; s|farcron [0-9][0-9A-Za-z.-]*|farcron VERSION|' \
        -e '/^[Uu]sage:/,$c\<usage>' "$2" | sed "s/^/$1 /"
    if [ -s "$2" ] && [ "$(tail -c 1 "$2" | od -An -tx1)" != " 0a" ]; then
        echo '␄'
    fi
}
while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
    '$ '*)
        status=0
        sh -c "${line#'$ '}" >"$PLACE/o" 2>"$PLACE/e" </dev/null || status=$?
        shown '>' "$PLACE/o"
        shown '!' "$PLACE/e"
        echo "= $status"
        ;;
    esac
done
