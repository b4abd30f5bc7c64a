# Waits for the end of standard input, then ends every process of its network namespace: a server that outlives the JVM
# that started it would keep the namespace, and the build's output, open.
cd /
read -r _

rounds=0
left=yes
while [ -n "$left" ] && [ $rounds -lt 200 ]; do
    left=
    for process in /proc/[0-9]*; do
        if [ "$process" != "/proc/$$" ] && [ "$process/ns/net" -ef "/proc/$$/ns/net" ]; then
            kill -KILL "${process#/proc/}"
            left=yes
        fi
    done
    rounds=$((rounds + 1))
    if [ -n "$left" ]; then
        sleep 0.05
    fi
done
