package io.mailsonde.internal.net;

import io.mailsonde.Ticker;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.evidence.Transcript.Who;
import io.mailsonde.wire.Peer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records one connection, on whichever thread something happens, and hands the transcript in once, at its end. Nothing is recorded or handed in
 * after that.
 */
final class Recorder {
    private final Peer peer;
    private final InetAddress from;
    private final InstantSource clock;
    private final Instant at;
    private final long began;
    private final Ticker ticker;
    private final Consumer<Evidence> evidence;

    private final Tape tape = new Tape();
    private final Masks masks = new Masks();
    private String held = "";
    private @Nullable Ending ending;

    Recorder(Peer peer, InetAddress from, InstantSource clock, Ticker ticker, Consumer<Evidence> evidence) {
        this.peer = peer;
        this.from = from;
        this.clock = clock;
        this.at = clock.instant();
        this.began = ticker.nanos();
        this.ticker = ticker;
        this.evidence = evidence;
    }

    /**
     * Records what we say.
     *
     * @param bytes the bytes
     * @param secret whether they are shown as a mask, here and wherever the peer repeats them
     * @return the ending, if the connection has ended; then nothing was recorded and nothing may be sent
     */
    synchronized @Nullable Ending said(byte[] bytes, boolean secret) {
        if (ending != null) {
            return ending;
        }
        flush();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (secret) {
            String bare = text.replaceFirst("\r?\n\\z", "");
            masks.add(bare);
            tape.add(Who.WE, now(), (bare.isEmpty() ? "" : Masks.MASK) + text.substring(bare.length()));
        } else {
            tape.add(Who.WE, now(), masks.mask(text, false).shown());
        }
        return null;
    }

    /**
     * Records what the peer says.
     *
     * @param bytes the bytes
     */
    synchronized void heard(byte[] bytes) {
        if (ending != null) {
            return;
        }
        Masks.Masked masked = masks.mask(held + new String(bytes, StandardCharsets.ISO_8859_1), true);
        held = masked.held();
        tape.add(Who.PEER, now(), masked.shown());
    }

    /**
     * Hands in that nothing came.
     *
     * @param awaited what was waited for
     * @param since when the wait began
     * @param waited how long it was
     */
    synchronized void silence(String awaited, Instant since, Duration waited) {
        if (ending == null) {
            evidence.accept(new Silence(peer.toString(), awaited, since, waited));
        }
    }

    /**
     * Hands in a handshake, and notes in the transcript that what follows is in TLS.
     *
     * @param made the handshake
     */
    synchronized void handshake(TlsHandshake made) {
        if (ending == null) {
            flush();
            evidence.accept(made);
            tape.add(Who.NOTE, now(), made.protocol() + " with " + made.cipher() + " from here on");
        }
    }

    /** Time since the connection stood. */
    Duration age() {
        return now();
    }

    /**
     * Ends the record, unless that has been done: when this returns, the transcript is in.
     *
     * @param how how the connection ended
     * @param cause the exception behind it, if there is one
     * @return whether this was the first time
     */
    synchronized boolean end(Ending how, @Nullable Throwable cause) {
        if (ending != null) {
            return false;
        }
        flush();
        ending = how;
        String end = how.note() + (cause == null ? "" : " (" + cause + ")");
        evidence.accept(new Transcript(peer.toString(), from, at, tape.lines(), tape.left(), end));
        return true;
    }

    synchronized @Nullable Ending ending() {
        return ending;
    }

    InetAddress from() {
        return from;
    }

    Instant instant() {
        return clock.instant();
    }

    private void flush() {
        tape.add(Who.PEER, now(), masks.mask(held, false).shown());
        held = "";
    }

    private Duration now() {
        return Duration.ofNanos(ticker.nanos() - began);
    }
}
