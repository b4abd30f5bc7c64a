package io.mailsonde.smtp;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.wire.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads replies of one connection, one at a time; the time for a reply is that for all of it, however slowly it drips. */
final class ReplyReader {
    private final Connection connection;
    private ReplyDecoder decoder = new ReplyDecoder();

    ReplyReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * The next reply.
     *
     * @param awaited what it answers
     * @param within how long all of it may take
     * @return the reply, or missed: as {@link Connection#receive}, and {@code TOO_MUCH_DATA} for one of more than 64 KiB
     */
    Step<SmtpReply> next(String awaited, Duration within) {
        Wait wait = new Wait(awaited, connection.age(), within, new CompletableFuture<>());
        goOn(wait, new byte[0], 0);
        return Step.of(wait.future());
    }

    /** What came that nothing asked for, as far as it has been received. */
    Optional<SmtpReply> leftOver() {
        Optional<SmtpReply> whole = decoder.next(Duration.ZERO);
        return whole.isPresent() ? whole : decoder.cutOff(Duration.ZERO);
    }

    /** Takes out all that came and no reply has, each byte one character: it came in the clear, and TLS begins. */
    String setAside() {
        String held = decoder.heldText();
        decoder = new ReplyDecoder();
        return held;
    }

    private record Wait(
            String awaited, Duration since, Duration within, CompletableFuture<Observed<SmtpReply>> future) {}

    private void goOn(Wait wait, byte[] bytes, int from) {
        int at = from;
        do {
            int taken = decoder.feed(bytes, at);
            at += taken;
            Optional<SmtpReply> reply = decoder.next(connection.age().minus(wait.since()));
            if (reply.isPresent()) {
                // what follows it stays for the next one
                while (at < bytes.length) {
                    int more = decoder.feed(bytes, at);
                    if (more == 0) {
                        break;
                    }
                    at += more;
                }
                wait.future().complete(Observed.saw(reply.get()));
                return;
            }
            if (taken == 0 && at < bytes.length) {
                wait.future()
                        .complete(Observed.missed(
                                Reason.TOO_MUCH_DATA,
                                connection.peer() + " sent more than " + ReplyDecoder.MAX_REPLY / 1024
                                        + " KiB without an end while " + wait.awaited() + " was awaited"));
                return;
            }
        } while (at < bytes.length);
        Duration left = wait.within().minus(connection.age().minus(wait.since()));
        if (left.isNegative() || left.isZero()) {
            wait.future()
                    .complete(Observed.missed(
                            Reason.TIMED_OUT,
                            connection.peer() + " sent no whole line within "
                                    + wait.within().toSeconds() + " s while " + wait.awaited() + " was awaited"
                                    + held()));
            return;
        }
        CompletionStage<Void> unused = connection
                .receive(wait.awaited(), left)
                .stage()
                .thenAccept(observed -> {
                    if (observed instanceof Observed.Saw<byte[]> saw) {
                        goOn(wait, saw.value(), 0);
                    } else {
                        wait.future().complete(withHeld((Observed.Missed<byte[]>) observed));
                    }
                });
    }

    private Observed<SmtpReply> withHeld(Observed.Missed<byte[]> missed) {
        return Observed.missed(missed.reason(), missed.detail() + held());
    }

    private String held() {
        return decoder.held() == 0 ? "" : "; " + decoder.held() + " bytes of a reply without its end had come";
    }
}
