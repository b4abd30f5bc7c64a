package io.mailsonde.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One session of a peer: a reply to each line, after a while. */
final class PeerSession extends SimpleChannelInboundHandler<ByteBuf> {
    private final Manner manner;
    private final long delayMillis;
    private final LongAdder connections;
    private final LongAdder commands;
    private boolean message;

    PeerSession(Manner manner, long delayMillis, LongAdder connections, LongAdder commands) {
        this.manner = manner;
        this.delayMillis = delayMillis;
        this.connections = connections;
        this.commands = commands;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connections.increment();
        if (manner.hostile()) {
            manner.pour(context);
        } else {
            later(context, "220 peer.example.net ESMTP", false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (manner == Manner.ENDLESS) {
            manner.pour(context);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
        if (message) {
            if (line.readableBytes() == 1 && line.getByte(line.readerIndex()) == '.') {
                message = false;
                later(context, "250 2.0.0 thrown away", false);
            }
            return;
        }
        commands.increment();
        if (manner.hostile()) {
            return;
        }
        String text = line.toString(StandardCharsets.US_ASCII);
        String verb = text.substring(0, Math.min(4, text.length())).toUpperCase(Locale.ROOT);
        message = verb.equals("DATA");
        later(context, manner.reply(verb, text), verb.equals("QUIT"));
    }

    private void later(ChannelHandlerContext context, String reply, boolean last) {
        if (delayMillis == 0) {
            say(context, reply, last);
        } else {
            Future<?> unused =
                    context.executor().schedule(() -> say(context, reply, last), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private static void say(ChannelHandlerContext context, String reply, boolean last) {
        ByteBuf line = Unpooled.copiedBuffer(reply + "\r\n", StandardCharsets.US_ASCII);
        if (last) {
            Future<?> unused = context.writeAndFlush(line).addListener(ChannelFutureListener.CLOSE);
        } else {
            ChannelFuture unused = context.writeAndFlush(line, context.voidPromise());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Future<?> unused = context.close(); // a client that went away
    }
}
