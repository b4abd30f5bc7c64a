package io.mailsonde.internal.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One question over one connection (RFC 7766), which is closed after the reply. A message is at most 65,535 bytes; memory is taken as
 * its bytes come, not as its length claims.
 */
final class TcpExchange extends ChannelInboundHandlerAdapter {
    /** Who is told. At most one of the last three is called, once. */
    interface Listener {
        /** The connection is being made: the wait for our own turn is over. */
        void dialling();

        /**
         * A message has come; its id and question are not checked yet.
         *
         * @param message its bytes without the length
         */
        void received(byte[] message);

        /** The server closed the connection before a whole message had come. */
        void hungUp();

        /** There is no connection, or it broke. */
        void broken(Throwable cause);
    }

    final InetSocketAddress server;
    private final WireQuery query;
    private final int id;
    private final Listener listener;
    private byte[] frame = new byte[514];
    private int filled;
    private boolean over;

    @Nullable
    Channel channel;

    TcpExchange(InetSocketAddress server, WireQuery query, int id, Listener listener) {
        this.server = server;
        this.query = query;
        this.id = id;
        this.listener = listener;
    }

    Listener listener() {
        return listener;
    }

    /** Nothing more is told. */
    void end() {
        over = true;
        if (channel != null) {
            var unused = channel.close();
        }
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        byte[] bytes = query.bytes();
        ByteBuf framed = context.alloc().ioBuffer(bytes.length + 2);
        framed.writeShort(bytes.length).writeShort(id).writeBytes(bytes, 2, bytes.length - 2);
        context.writeAndFlush(framed).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object data) {
        try {
            if (!over) {
                take((ByteBuf) data);
            }
        } finally {
            ReferenceCountUtil.release(data);
        }
    }

    private void take(ByteBuf data) {
        int wanted = filled < 2 ? 2 - filled : whole() - filled;
        while (data.isReadable() && wanted > 0) {
            int count = Math.min(wanted, data.readableBytes());
            if (frame.length < filled + count) {
                frame = Arrays.copyOf(frame, Math.min(whole(), Math.max(filled + count, 4 * frame.length)));
            }
            data.readBytes(frame, filled, count);
            filled += count;
            wanted = filled < 2 ? 2 - filled : whole() - filled;
        }
        if (filled >= 2 && wanted == 0) {
            end();
            listener.received(Arrays.copyOfRange(frame, 2, filled));
        }
    }

    /** The length of the frame, once its first two bytes are there. */
    private int whole() {
        return 2 + ((frame[0] & 0xff) << 8 | (frame[1] & 0xff));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!over) {
            over = true;
            listener.hungUp();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(cause);
    }

    void failed(Throwable cause) {
        if (!over) {
            end();
            listener.broken(cause);
        }
    }
}
