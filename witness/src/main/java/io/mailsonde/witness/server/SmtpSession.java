package io.mailsonde.witness.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries a dialogue over a connection, and ends it in time whatever the other end does; but not before a delayed reply. */
final class SmtpSession extends SimpleChannelInboundHandler<ByteBuf> {
    private final SmtpDialogue dialogue;
    private final String name;
    private final Bounds bounds;
    private final IdleStateHandler idle;
    private final @Nullable SslContext tls;
    private @Nullable SslHandler secured;
    private @Nullable Future<?> end;
    private @Nullable Future<?> delayed;
    private boolean late;
    private boolean closing;

    SmtpSession(SmtpDialogue dialogue, String name, Bounds bounds, IdleStateHandler idle, @Nullable SslContext tls) {
        this.dialogue = dialogue;
        this.name = name;
        this.bounds = bounds;
        this.idle = idle;
        this.tls = tls;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        end = ctx.executor().schedule(() -> timeIsUp(ctx), bounds.session().toMillis(), TimeUnit.MILLISECONDS);
        ChannelFuture unused = write(ctx, dialogue.greeting());
    }

    private void timeIsUp(ChannelHandlerContext ctx) {
        late = true;
        if (delayed == null) {
            tooLong(ctx);
        }
    }

    private void tooLong(ChannelHandlerContext ctx) {
        hangUp(ctx, "421 4.4.2 " + name + " Session too long\r\n");
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (closing) {
            return; // read off, so that the last reply is not lost to a reset
        }
        say(ctx, dialogue.hear(ByteBufUtil.getBytes(bytes)));
        steerReading(ctx);
    }

    private void say(ChannelHandlerContext ctx, String replies) {
        if (dialogue.over()) {
            hangUp(ctx, replies);
            return;
        }
        if (!replies.isEmpty()) {
            ChannelFuture unused = write(ctx, replies);
        }
        Duration delay = dialogue.delay();
        if (delay != null && delayed == null) {
            delayed = ctx.executor().schedule(() -> goOn(ctx), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
        if (dialogue.startsTls() && tls != null && secured == null) {
            startTls(ctx, tls);
        }
    }

    private void goOn(ChannelHandlerContext ctx) {
        delayed = null;
        idle.resetReadTimeout(); // it was we who let it wait
        say(ctx, dialogue.goOn());
        if (late) {
            tooLong(ctx);
        }
        steerReading(ctx);
    }

    /** The reply to STARTTLS is on its way in the clear; all that follows goes through the handler. */
    private void startTls(ChannelHandlerContext ctx, SslContext context) {
        SslHandler handler = context.newHandler(ctx.alloc());
        handler.setHandshakeTimeoutMillis(bounds.idle().toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(bounds.linger().toMillis());
        secured = handler;
        ctx.pipeline().addBefore(ctx.name(), null, handler);
    }

    /**
     * Reads no more commands from a client that does not read the replies, or sends many during a delay. Otherwise it goes on reading then, and keeps
     * what comes: only who reads sees that the client is gone.
     */
    private void steerReading(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(closing || (ctx.channel().isWritable() && !dialogue.full()));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        steerReading(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            if (delayed == null) {
                hangUp(ctx, "421 4.4.2 " + name + " Nothing heard for too long\r\n");
            }
        } else if (event instanceof SslHandshakeCompletionEvent handshake && secured != null) {
            if (handshake.isSuccess()) {
                dialogue.secured(secured.engine().getSession().getProtocol());
            } else {
                ChannelFuture unused = ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void hangUp(ChannelHandlerContext ctx, String last) {
        if (closing) {
            return;
        }
        closing = true;
        stopWaiting();
        Runnable close = () -> {
            ChannelFuture unusedClose = ctx.close();
        };
        end = ctx.executor().schedule(close, bounds.linger().toMillis(), TimeUnit.MILLISECONDS);
        ChannelFuture unused = write(ctx, last).addListener((ChannelFutureListener) written -> {
            if (written.isSuccess() && secured != null) {
                ChannelFuture unusedNotify =
                        secured.closeOutbound().addListener((ChannelFutureListener) this::endOutput);
            } else {
                endOutput(written);
            }
        });
    }

    private void endOutput(ChannelFuture written) {
        ChannelFuture unused = written.isSuccess() && written.channel() instanceof DuplexChannel duplex
                ? duplex.shutdownOutput()
                : written.channel().close();
    }

    private static ChannelFuture write(ChannelHandlerContext ctx, String text) {
        return ctx.writeAndFlush(
                ctx.alloc().buffer(text.length()).writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        stopWaiting();
        ctx.fireChannelInactive();
    }

    private void stopWaiting() {
        if (end != null) {
            boolean unused = end.cancel(false);
        }
        if (delayed != null) {
            boolean unused = delayed.cancel(false);
            delayed = null;
        }
    }

    /** A reset is how many clients say goodbye; there is nobody left to tell. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        ChannelFuture unused = ctx.close();
    }
}
