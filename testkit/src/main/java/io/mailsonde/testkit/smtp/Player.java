package io.mailsonde.testkit.smtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends replies, honest and otherwise. */
final class Player {
    private static final int MEGABYTE = 1_000_000;
    private static final int THOUSAND = 1000;
    private static final int FLOOD_LINES = 500;
    private static final String BINARY = "\u0000\u0001\u0080\u00ff\u00fe\u001b[2J\u0016\u0003\u0001\r\n";
    private static final String NO_TLS = "\u00ff\u0000garbage instead of a handshake\r\n";

    private static final String TLS_READY = "220 2.0.0 Ready to start TLS\r\n";

    private final Wire wire;

    Player(Wire wire) {
        this.wire = wire;
    }

    /**
     * Which reply decides what becomes of the command.
     *
     * @return the one that is said, or null if it is as if the command had not come
     */
    static @Nullable Reply counting(Effect effect, Reply honest) {
        if (effect instanceof Fault fault) {
            return switch (fault) {
                case NONE, LONG_LINE, NULS, BARE_LF, BARE_CR, TWICE, THOUSAND_LINES -> honest;
                default -> null;
            };
        } else if (effect instanceof Effect.Delay delay) {
            return counting(delay.then(), honest);
        } else if (effect instanceof Effect.Say say) {
            return say.reply();
        }
        return effect instanceof Effect.Octets || effect instanceof Effect.Endless ? null : honest;
    }

    void play(Effect effect, Reply honest) throws IOException {
        String octets = honest.octets();
        if (effect instanceof Fault fault) {
            play(fault, honest);
        } else if (effect instanceof Effect.Say say) {
            wire.write(say.reply().octets());
        } else if (effect instanceof Effect.Octets raw) {
            wire.write(raw.latin1());
        } else if (effect instanceof Effect.Delay delay) {
            wire.pause(delay.by());
            play(delay.then(), honest);
        } else if (effect instanceof Effect.Drip drip) {
            for (int i = 0; i < octets.length(); i++) {
                wire.pause(drip.interval());
                wire.write(octets.substring(i, i + 1));
            }
        } else if (effect instanceof Effect.Endless endless) {
            while (true) {
                wire.write(endless.line() + "\r\n");
                wire.pause(endless.interval());
            }
        } else if (effect instanceof Effect.Pieces pieces) {
            inPieces(pieces, octets);
        } else if (effect instanceof Effect.Teaser teaser) {
            wire.write(code(honest) + "-" + teaser.text() + "\r\n");
            wire.pause(teaser.pause());
            wire.write(octets);
        } else if (effect instanceof Effect.Unsolicited more) {
            wire.write(octets + more.line() + "\r\n");
        }
    }

    private void inPieces(Effect.Pieces pieces, String octets) throws IOException {
        int count = Math.max(1, Math.min(pieces.pieces(), octets.length()));
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                wire.pause(pieces.interval());
            }
            wire.write(octets.substring(octets.length() * i / count, octets.length() * (i + 1) / count));
        }
    }

    private void play(Fault fault, Reply honest) throws IOException {
        String octets = honest.octets();
        int code = code(honest);
        String half = octets.substring(0, octets.length() / 2);
        switch (fault) {
            case NONE -> wire.write(octets);
            case SILENCE -> {}
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
            case LONG_LINE -> wire.write(code + " " + "x".repeat(MEGABYTE - "250 \r\n".length()) + "\r\n");
            case NULS -> wire.write(octets.replace(" ", " \u0000\u0000"));
            case BARE_LF -> wire.write(octets.replace("\r\n", "\n"));
            case BARE_CR -> wire.write(octets.replace("\r\n", "\r"));
            case TWICE -> wire.write(octets + octets);
            case LETTERS_IN_CODE -> wire.write("2x0 ok\r\n");
            case CODE_OUT_OF_RANGE -> wire.write("999 x\r\n");
            case SHORT_CODE -> wire.write("25 hi\r\n");
            case NO_SEPARATOR -> wire.write("250ok\r\n");
            case EMPTY_LINE -> wire.write("\r\n");
            case BINARY -> wire.write(BINARY);
            case MIXED_CODES -> wire.write("250-first\r\n550-second\r\n354 third\r\n");
            case THOUSAND_LINES -> wire.write((code + "-more\r\n").repeat(THOUSAND - 1) + code + " last\r\n");
            case FLOOD -> flood((code + "-more\r\n").repeat(FLOOD_LINES));
            case TLS_GARBAGE -> {
                wire.write(TLS_READY);
                wire.awaitOctets();
                hang(NO_TLS);
            }
            case TLS_SILENCE -> hang(TLS_READY);
        }
    }

    private void hang(String after) throws IOException {
        wire.write(after);
        wire.drain();
        throw new SessionOver(End.CLIENT_CLOSED);
    }

    private void flood(String lines) throws IOException {
        while (true) {
            wire.write(lines);
        }
    }

    /** A code for damaged replies; where the honest server says nothing, that of success. */
    private static int code(Reply honest) {
        return honest.lines().isEmpty() ? 250 : honest.code();
    }
}
