package io.mailsonde.testkit.smtp;

import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Sends replies, honest and otherwise. */
final class Player {
    private static final int MEGABYTE = 1_000_000;
    private static final int THOUSAND = 1000;
    private static final int FLOOD_LINES = 500;
    private static final String BINARY = "\u0000\u0001\u0080\u00ff\u00fe\u001b[2J\u0016\u0003\u0001\r\n";
    private static final String NO_TLS = "\u00ff\u0000garbage instead of a handshake\r\n";

    private final Wire wire;

    Player(Wire wire) {
        this.wire = wire;
    }

    /**
     * Plays an effect.
     *
     * @return the reply that decides what becomes of the command, or null if it is as if the command had not come
     */
    @Nullable
    Reply play(Effect effect, Reply honest) throws IOException {
        if (effect instanceof Fault fault) {
            return play(fault, honest);
        } else if (effect instanceof Effect.Say say) {
            return say(say.reply().octets(), say.reply());
        } else if (effect instanceof Effect.Octets octets) {
            return say(octets.latin1(), null);
        } else if (effect instanceof Effect.Delay delay) {
            wire.pause(delay.by());
            return play(delay.then(), honest);
        } else if (effect instanceof Effect.Drip drip) {
            String octets = honest.octets();
            for (int i = 0; i < octets.length(); i++) {
                wire.pause(drip.interval());
                wire.write(octets.substring(i, i + 1));
            }
            return honest;
        } else if (effect instanceof Effect.Endless endless) {
            while (true) {
                wire.write(endless.line() + "\r\n");
                wire.pause(endless.interval());
            }
        } else if (effect instanceof Effect.Pieces pieces) {
            return inPieces(pieces, honest);
        } else if (effect instanceof Effect.Teaser teaser) {
            wire.write(code(honest) + "-" + teaser.text() + "\r\n");
            wire.pause(teaser.pause());
            return say(honest.octets(), honest);
        } else if (effect instanceof Effect.Unsolicited more) {
            return say(honest.octets() + more.line() + "\r\n", honest);
        }
        throw new IllegalStateException("unknown effect " + effect);
    }

    private Reply inPieces(Effect.Pieces pieces, Reply honest) throws IOException {
        String octets = honest.octets();
        int count = Math.max(1, Math.min(pieces.pieces(), octets.length()));
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                wire.pause(pieces.interval());
            }
            wire.write(octets.substring(octets.length() * i / count, octets.length() * (i + 1) / count));
        }
        return honest;
    }

    private @Nullable Reply play(Fault fault, Reply honest) throws IOException {
        String octets = honest.octets();
        int code = code(honest);
        String half = octets.substring(0, octets.length() / 2);
        return switch (fault) {
            case NONE -> say(octets, honest);
            case SILENCE -> null;
            case HANG -> hang("");
            case CLOSE -> throw new SessionOver(End.SERVER_CLOSED);
            case RESET -> throw new SessionOver(End.SERVER_RESET);
            case CLOSE_MIDWAY -> {
                wire.write(half);
                throw new SessionOver(End.SERVER_CLOSED);
            }
            case RESET_MIDWAY -> {
                wire.write(half);
                throw new SessionOver(End.SERVER_RESET);
            }
            case HANG_MIDWAY -> hang(half);
            case LONG_LINE -> say(code + " " + "x".repeat(MEGABYTE - "250 \r\n".length()) + "\r\n", honest);
            case NULS -> say(octets.replace(" ", " \u0000\u0000"), honest);
            case BARE_LF -> say(octets.replace("\r\n", "\n"), honest);
            case BARE_CR -> say(octets.replace("\r\n", "\r"), honest);
            case TWICE -> say(octets + octets, honest);
            case LETTERS_IN_CODE -> say("2x0 ok\r\n", null);
            case CODE_OUT_OF_RANGE -> say("999 x\r\n", null);
            case SHORT_CODE -> say("25 hi\r\n", null);
            case NO_SEPARATOR -> say("250ok\r\n", null);
            case EMPTY_LINE -> say("\r\n", null);
            case BINARY -> say(BINARY, null);
            case MIXED_CODES -> say("250-first\r\n550-second\r\n354 third\r\n", null);
            case THOUSAND_LINES -> say((code + "-more\r\n").repeat(THOUSAND - 1) + code + " last\r\n", honest);
            case FLOOD -> flood((code + "-more\r\n").repeat(FLOOD_LINES));
            case TLS_GARBAGE -> {
                wire.write("220 2.0.0 Ready to start TLS\r\n");
                wire.awaitOctets();
                yield hang(NO_TLS);
            }
            case TLS_SILENCE -> hang("220 2.0.0 Ready to start TLS\r\n");
        };
    }

    private @Nullable Reply say(String octets, @Nullable Reply counts) throws IOException {
        if (!octets.isEmpty()) {
            wire.write(octets);
        }
        return counts;
    }

    private Reply hang(String after) throws IOException {
        wire.write(after);
        wire.drain();
        throw new SessionOver(End.CLIENT_CLOSED);
    }

    private Reply flood(String lines) throws IOException {
        while (true) {
            wire.write(lines);
        }
    }

    /** A code for damaged replies; where the honest server says nothing, that of success. */
    private static int code(Reply honest) {
        return honest.lines().equals(Collections.emptyList()) ? 250 : honest.code();
    }
}
