package io.mailsonde.witness.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries a dialogue over a connection, and ends it in time whatever the other end does. */
final class SmtpSession extends SimpleChannelInboundHandler<ByteBuf> {
    private final SmtpDialogue dialogue;
    private final String name;
    private final Bounds bounds;
    private @Nullable Future<?> end;
    private boolean closing;

    SmtpSession(SmtpDialogue dialogue, String name, Bounds bounds) {
        this.dialogue = dialogue;
        this.name = name;
        this.bounds = bounds;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        end = ctx.executor()
                .schedule(
                        () -> hangUp(ctx, "421 4.4.2 " + name + " Session too long\r\n"),
                        bounds.session().toMillis(),
                        TimeUnit.MILLISECONDS);
        ChannelFuture unused = write(ctx, dialogue.greeting());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (closing) {
            return; // read off, so that the last reply is not lost to a reset
        }
        String replies = dialogue.hear(ByteBufUtil.getBytes(bytes));
        if (dialogue.over()) {
            hangUp(ctx, replies);
        } else if (!replies.isEmpty()) {
            ChannelFuture unused = write(ctx, replies);
        }
    }

    /** Reads no more commands from a client that does not read the replies. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            hangUp(ctx, "421 4.4.2 " + name + " Nothing heard for too long\r\n");
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void hangUp(ChannelHandlerContext ctx, String last) {
        if (closing) {
            return;
        }
        closing = true;
        cancelEnd();
        Runnable close = () -> {
            ChannelFuture unusedClose = ctx.close();
        };
        end = ctx.executor().schedule(close, bounds.linger().toMillis(), TimeUnit.MILLISECONDS);
        ChannelFuture unused = write(ctx, last).addListener((ChannelFutureListener) written -> {
            ChannelFuture unusedEnd = written.isSuccess() && written.channel() instanceof DuplexChannel duplex
                    ? duplex.shutdownOutput()
                    : written.channel().close();
        });
    }

    private static ChannelFuture write(ChannelHandlerContext ctx, String text) {
        return ctx.writeAndFlush(
                ctx.alloc().buffer(text.length()).writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelEnd();
        ctx.fireChannelInactive();
    }

    private void cancelEnd() {
        if (end != null) {
            boolean unused = end.cancel(false);
        }
    }

    /** A reset is how many clients say goodbye; there is nobody left to tell. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        ChannelFuture unused = ctx.close();
    }
}
