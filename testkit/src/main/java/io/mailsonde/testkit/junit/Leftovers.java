package io.mailsonde.testkit.junit;

import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a test left behind: collected to the end, so that one leak does not hide the next, and thrown together. */
final class Leftovers {
    private final Duration patience;
    private final List<String> texts = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();

    Leftovers(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    void add(String text) {
        texts.add(text);
    }

    void add(String text, Throwable cause) {
        texts.add(text + ": " + cause);
        causes.add(cause);
    }

    void addAll(String what, Collection<String> more) {
        more.forEach(one -> texts.add(what + one));
    }

    void unread(ScriptedDns dns) {
        addAll("script line that no question met, of the server at " + dns.address() + ": ", dns.unread());
    }

    /** Closes a server once its clients are gone. */
    void close(ScriptedDns dns) throws InterruptedException {
        try {
            dns.awaitNoTcpConnections(patience);
        } catch (AssertionError stillOpen) {
            add("of the server at " + dns.address() + ": " + stillOpen.getMessage());
        }
        dns.close();
        addAll("problem of the server at " + dns.address() + ": ", dns.problems());
    }

    void unread(ScriptedSmtp smtp) {
        addAll("script line that no client met, of the SMTP server at " + smtp.address() + ": ", smtp.unread());
    }

    /** Closes a server once its clients are gone. */
    void close(ScriptedSmtp smtp) throws InterruptedException {
        try {
            smtp.awaitNoConnections(patience);
        } catch (AssertionError stillOpen) {
            add("of the SMTP server at " + smtp.address() + ": " + stillOpen.getMessage());
        }
        smtp.close();
        addAll("problem of the SMTP server at " + smtp.address() + ": ", smtp.problems());
    }

    /** Ends event loops once their channels are closed. */
    void close(EventLoops loops) throws InterruptedException {
        int open = loops.awaitNoChannels(patience);
        if (open > 0) {
            add(open + " sockets are open after " + patience + "; is every auditor closed?");
        }
        if (!loops.close(patience)) {
            add("an event loop did not end within " + patience);
        }
    }

    void throwIfAny(String when) {
        if (!texts.isEmpty()) {
            AssertionError error =
                    new AssertionError(when + " something was left behind:\n- " + String.join("\n- ", texts));
            causes.forEach(error::addSuppressed);
            throw error;
        }
    }
}
