# Furnishes the fresh namespace that it runs in, then becomes the command.
#
#     furnish.sh rehearse | exec CMD [ARGUMENT...] | run CMD [ARGUMENT...]
set -eu

# All that the lab writes is in memory, and gone with the mount namespace. /dev/shm is on every Linux, and short enough
# for the paths of Unix sockets.
room=/dev/shm
mount -t tmpfs -o mode=1777 mailsonde-lab "$room"

# Sockets of these name services cross network namespaces: asked there, the machine's own resolver would answer.
for services in /run/nscd /run/dbus /run/systemd/resolve; do
    if [ -d "$services" ]; then
        mount -t tmpfs mailsonde-lab "$services"
    fi
done

# replace FILE: bind-mounts standard input over it.
replace() {
    mkdir -p "$room/etc"
    cat >"$room/$1"
    target=$(readlink -f "/$1")
    case $target in
        # The link's target went with the folder covered above.
        /run/systemd/resolve/*) : >>"$target" ;;
    esac
    mount --bind "$room/$1" "$target"
}

replace etc/resolv.conf <<END
nameserver 127.0.0.53
END
replace etc/hosts <<END
127.0.0.1 localhost $(uname -n)
::1 localhost
END
if [ -f /etc/nsswitch.conf ]; then
    sed 's/^hosts:.*/hosts: files dns/' /etc/nsswitch.conf | replace etc/nsswitch.conf
fi

# Every 127.x.y.z can be bound, but some servers (BIND, Postfix) listen only on addresses that are assigned; IPv6
# has no such range at all.
{
    echo link set lo up
    for host in 53 54 55 56 57 58 59 60; do
        echo "address add 127.0.0.$host/32 dev lo"
        echo "address add fd00:6d61:696c::$host/128 dev lo nodad"
    done
} | ip -batch -

if [ "$1" = rehearse ]; then
    exit 0
fi
how=$1
shift

MAILSONDE_LAB=1
MAILSONDE_LAB_DIRECTORY=$room
export MAILSONDE_LAB MAILSONDE_LAB_DIRECTORY

# The pipe's only writer is the command's own process, so the undertaker reads its end however it comes, by kill -9
# too. A JVM hands descriptor 9 to no process that it starts.
mkfifo "$room/life"
setsid sh "${0%/*}/undertaker.sh" <"$room/life" >/dev/null 2>&1 &
exec 9>"$room/life"
rm "$room/life"

if [ "$how" = exec ]; then
    exec "$@"
fi
set +e
"$@" 9>&-
exit $?
