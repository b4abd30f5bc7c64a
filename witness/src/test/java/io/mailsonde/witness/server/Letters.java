package io.mailsonde.witness.server;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A postbox with one live token, that keeps what it is given. */
final class Letters implements Postbox {
    static final String TOKEN = "abcdefghijklmnopqrstuvw234";

    final List<Letter> taken = new ArrayList<>();
    Verdict.Reply reply = Verdict.Reply.ACCEPTED;
    Duration delay = Duration.ZERO;
    boolean expired;

    static SmtpDialogue dialogue(Postbox postbox) {
        return new SmtpDialogue("witness.example", postbox, log(), false);
    }

    static SmtpDialogue dialogueWithTls(Postbox postbox) {
        return new SmtpDialogue("witness.example", postbox, log(), true);
    }

    static SessionLog log() {
        return new SessionLog(InetAddress.getLoopbackAddress(), () -> Instant.EPOCH);
    }

    @Override
    public Verdict verdict(String path, String sender) {
        return Tokens.candidates(path).contains(TOKEN)
                ? new Verdict(Set.of(TOKEN), reply, delay)
                : Verdict.now(Set.of(), Verdict.Reply.UNKNOWN);
    }

    @Override
    public boolean take(Letter letter) {
        if (!expired) {
            taken.add(letter);
        }
        return !expired;
    }
}
