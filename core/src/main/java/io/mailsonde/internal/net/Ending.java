package io.mailsonde.internal.net;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.wire.Peer;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** How a connection ended, for the transcript and for whoever still waits on it. */
enum Ending {
    /** We closed it. */
    BY_US(Reason.CANCELLED, "closed by us", "the connection to %s was closed by us"),
    /** The peer closed it (TCP FIN). */
    BY_PEER(Reason.CONNECTION_CLOSED, "closed by the peer", "%s closed the connection"),
    /** The peer broke it off (TCP RST). */
    RESET(Reason.CONNECTION_CLOSED, "reset by the peer", "%s reset the connection"),
    /** The network lost it. */
    LOST(Reason.CONNECTION_CLOSED, "lost", "the connection to %s was lost"),
    /** The peer sent more than we take. */
    TOO_MUCH(
            Reason.TOO_MUCH_DATA,
            "closed by us: the peer sent too much",
            "%s sent more than " + Inbox.MAX_ANSWER / 1024 / 1024 + " MiB after what we last sent"),
    /** TLS was agreed upon, and what came was not TLS, or not one that we speak. */
    NOT_TLS(Reason.TLS_FAILED, "closed by us: no TLS came about", "TLS with %s failed"),
    /** Our own code or machine failed. */
    FAILED(
            Reason.LOCAL_FAILURE,
            "closed by us after a failure of our own",
            "this machine failed on the connection to %s");

    private final Reason reason;
    private final String note;
    private final String words;

    Ending(Reason reason, String note, String words) {
        this.reason = reason;
        this.note = note;
        this.words = words;
    }

    String note() {
        return note;
    }

    /**
     * What this means for somebody who waits.
     *
     * @param peer who is at the other end
     * @param when what was under way, such as {@code "while the greeting was awaited"}
     * @return the miss
     * @param <V> what is missed
     */
    <V> Observed<V> missed(Peer peer, String when) {
        return Observed.missed(reason, String.format(words, peer) + " " + when);
    }

    /** Whether what the peer sent before it may still be read. */
    boolean leavesLastWords() {
        return this == BY_PEER || this == RESET || this == LOST;
    }

    /**
     * What an exception of the channel stands for.
     *
     * @param cause the exception; null if there was none and the channel is just closed
     * @return the ending
     */
    static Ending of(@Nullable Throwable cause) {
        if (cause == null || cause instanceof ClosedChannelException) {
            return BY_PEER;
        }
        if ((cause instanceof DecoderException wrapped && wrapped.getCause() instanceof SSLException)
                || cause instanceof SSLException) {
            return NOT_TLS;
        }
        if (!(cause instanceof IOException)) {
            return FAILED;
        }
        String words = String.valueOf(cause.getMessage());
        return words.contains("reset") || words.contains("Broken pipe") ? RESET : LOST;
    }
}
