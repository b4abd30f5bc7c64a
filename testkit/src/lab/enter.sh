# Sourced, with the folder of this file in $lab. enter() becomes the namespace, or returns and leaves the reason in
# $refusal.

# Debian keeps ip, nsd and others where only root's PATH leads.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH
unset MAILSONDE_LAB MAILSONDE_LAB_DIRECTORY MAILSONDE_LAB_REFUSED

# enter exec|run CMD [ARGUMENT...]: "exec" puts CMD in this process's place, "run" waits for it.
enter() {
    if [ "$(id -u)" -eq 0 ] && furnishable -n -m; then
        exec unshare -n -m -- sh "$lab/furnish.sh" "$@"
    fi
    # As user 0 of a user namespace: also for a root whom a container denies the way above.
    if furnishable -U -r -n -m; then
        exec unshare -U -r -n -m -- sh "$lab/furnish.sh" "$@"
    fi
}

# A rehearsal, since there is no way back from a namespace that turns out to lack something.
furnishable() {
    refusal=$(LC_ALL=C unshare "$@" -- sh "$lab/furnish.sh" rehearse 2>&1 </dev/null) && return
    refusal="no network namespace can be made here: ${refusal:-unshare failed without a word}"
    return 1
}
