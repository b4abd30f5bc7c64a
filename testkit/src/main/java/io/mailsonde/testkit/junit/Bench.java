package io.mailsonde.testkit.junit;

import io.mailsonde.Auditor;
import io.mailsonde.Limits;
import io.mailsonde.Scope;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.internal.BufferLeaks;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that one test was handed, and the watch over what it leaves behind. */
final class Bench {
    private final Leftovers leftovers;
    private final BufferLeaks buffers = BufferLeaks.begin();
    private final Crashes crashes = Crashes.begin();
    private final Threads threads = new Threads();
    private final List<ScriptedDns> servers = new ArrayList<>();
    private final List<MailAudit> audits = new ArrayList<>();
    private final List<ScriptedSmtp> mailServers = new ArrayList<>();
    private @Nullable ScriptedDns dns;
    private @Nullable ScriptedSmtp smtp;
    private @Nullable EventLoops loops;

    Bench(Duration patience) {
        leftovers = new Leftovers(patience);
    }

    ScriptedDns dns() {
        if (dns == null) {
            dns = watch(ScriptedDns.start());
        }
        return dns;
    }

    ScriptedDns watch(ScriptedDns server) {
        servers.add(server);
        return server;
    }

    ScriptedSmtp smtp() {
        if (smtp == null) {
            smtp = watch(ScriptedSmtp.start());
        }
        return smtp;
    }

    ScriptedSmtp watch(ScriptedSmtp server) {
        mailServers.add(server);
        return server;
    }

    Auditor.Builder auditor(Scope scope) {
        if (loops == null) {
            loops = new EventLoops("test-loop");
        }
        return Auditor.builder(scope)
                .limits(Limits.lifted())
                .dnsServers(dns().address())
                .eventLoopGroup(loops.group());
    }

    MailAudit audit(Scope scope) {
        MailAudit audit = MailAudit.asking(dns(), scope);
        audits.add(audit);
        return audit;
    }

    void end() throws InterruptedException {
        servers.forEach(leftovers::unread);
        mailServers.forEach(leftovers::unread);
        for (MailAudit audit : audits) {
            audit.close(leftovers);
        }
        if (loops != null) {
            leftovers.close(loops);
        }
        for (ScriptedDns server : servers) {
            leftovers.close(server);
        }
        for (ScriptedSmtp server : mailServers) {
            leftovers.close(server);
        }
        threads.end(leftovers);
        leftovers.addAll("", buffers.end());
        crashes.end(leftovers);
        leftovers.throwIfAny("after the test");
    }
}
