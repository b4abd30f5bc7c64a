package io.mailsonde.testkit.servers;

import java.util.List;

/** What a Postfix of its own finds in its folder: configuration and queue. */
final class PostfixFiles {

    static final String CONFIGURATION = "etc";
    private static final String USER = "postfix";
    private static final String GROUP = "postdrop";
    private static final List<String> QUEUES = List.of(
            "active",
            "bounce",
            "corrupt",
            "defer",
            "deferred",
            "flush",
            "hold",
            "incoming",
            "private",
            "saved",
            "trace");
    private static final List<String> DROPS = List.of("maildrop", "public");

    private PostfixFiles() {}

    static void write(WorkDirectory directory, String settings, List<String> services) {
        directory.open();
        directory.give(CONFIGURATION, "root");
        directory.give("data", USER);
        // postfix-script would make these folders too, and take two seconds.
        directory.give("spool/pid", "root");
        for (String queue : QUEUES) {
            directory.give("spool/" + queue, USER);
        }
        for (String drop : DROPS) {
            directory.give("spool/" + drop, USER);
            directory.share("spool/" + drop, GROUP);
        }
        directory.write(CONFIGURATION + "/main.cf", head(directory) + settings);
        // For each of its processes Postfix waits a second while the file could still be in an editor's hands.
        directory.age(CONFIGURATION + "/main.cf");
        directory.write(CONFIGURATION + "/master.cf", String.join("\n", services) + "\n" + SERVICES);
    }

    private static String head(WorkDirectory directory) {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/spool
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = %2$s
                maillog_file = %3$s
                maillog_file_prefixes = %1$s
                """.formatted(directory.path(), DAEMONS, directory.log());
    }

    /** Debian's folder of Postfix's parts. */
    static final String DAEMONS = "/usr/lib/postfix/sbin";

    /** Nothing runs in a chroot: outgoing mail then asks the resolver of the lab's /etc. */
    private static final String SERVICES = """
            pickup    unix  n       -       n       60      1       pickup
            cleanup   unix  n       -       n       -       0       cleanup
            qmgr      unix  n       -       n       300     1       qmgr
            tlsmgr    unix  -       -       n       1000?   1       tlsmgr
            rewrite   unix  -       -       n       -       -       trivial-rewrite
            bounce    unix  -       -       n       -       0       bounce
            defer     unix  -       -       n       -       0       bounce
            trace     unix  -       -       n       -       0       bounce
            verify    unix  -       -       n       -       1       verify
            flush     unix  n       -       n       1000?   0       flush
            proxymap  unix  -       -       n       -       -       proxymap
            smtp      unix  -       -       n       -       -       smtp
            relay     unix  -       -       n       -       -       smtp
            error     unix  -       -       n       -       -       error
            retry     unix  -       -       n       -       -       error
            discard   unix  -       -       n       -       -       discard
            local     unix  -       n       n       -       -       local
            virtual   unix  -       n       n       -       -       virtual
            lmtp      unix  -       -       n       -       -       lmtp
            anvil     unix  -       -       n       -       1       anvil
            scache    unix  -       -       n       -       1       scache
            postlog   unix-dgram n  -       n       -       1       postlogd
            """;
}
