package io.mailsonde.benchmarks;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** How a peer of a benchmark behaves. */
enum Manner {
    /** Takes every recipient and every message, and throws them away. */
    ACCEPTS("250 2.1.5 ok"),
    /** Refuses every recipient but the postmaster of {@code served.example}. */
    REFUSES("550 5.7.1 relaying denied"),
    /** Begins a greeting that never ends, as fast as it is read. */
    ENDLESS(""),
    /** Sends what is no SMTP, and no more. */
    GARBAGE("");

    private static final String POSTMASTER = "postmaster@served.example";
    private static final String LINE = "220-" + "and so on ".repeat(12) + "\r\n";
    private static final int GARBAGE_BYTES = 4096;

    private final String recipient;

    Manner(String recipient) {
        this.recipient = recipient;
    }

    boolean hostile() {
        return recipient.isEmpty();
    }

    /** The reply to a command. */
    String reply(String verb, String line) {
        return switch (verb) {
            case "EHLO" -> "250-peer.example.net\r\n250-8BITMIME\r\n250 SIZE 10240000";
            case "RCPT" -> line.contains(POSTMASTER) ? ACCEPTS.recipient : recipient;
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 2.0.0 ok";
        };
    }

    /** What a hostile peer sends when it is connected to, and whenever there is room again. */
    void pour(ChannelHandlerContext context) {
        if (this == GARBAGE) {
            byte[] bytes = new byte[GARBAGE_BYTES];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 31 + (i >> 3));
            }
            ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(bytes), context.voidPromise());
            return;
        }
        while (context.channel().isWritable()) {
            ChannelFuture unused = context.writeAndFlush(
                    Unpooled.copiedBuffer(LINE, StandardCharsets.US_ASCII), context.voidPromise());
        }
    }
}
