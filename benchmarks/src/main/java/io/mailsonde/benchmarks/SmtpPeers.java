package io.mailsonde.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SMTP servers for benchmarks, in a process of their own so that their work is not ours: one for each port, on all addresses. Each line on standard
 * input is answered with the connections and the commands so far; at its end the process ends.
 */
public final class SmtpPeers {
    private static final Pattern PEER = Pattern.compile("(\\d+):(\\w+):(\\d+)");
    private static final int BACKLOG = 4096;
    private static final int MAX_LINE = 4096;

    private SmtpPeers() {}

    /**
     * Serves until standard input ends.
     *
     * @param args a peer each: its port, its manner and the milliseconds until each reply, such as {@code 25:refuses:100}
     * @throws IOException if standard input fails
     * @throws InterruptedException if interrupted
     */
    public static void main(String... args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LongAdder connections = new LongAdder();
        LongAdder commands = new LongAdder();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        for (String arg : args) {
            Matcher peer = PEER.matcher(arg);
            if (!peer.matches()) {
                throw new IllegalArgumentException("not PORT:MANNER:MILLISECONDS: " + arg);
            }
            Manner manner = Manner.valueOf(peer.group(2).toUpperCase(Locale.ROOT));
            long delay = Long.parseLong(peer.group(3));
            new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline()
                                    .addLast(
                                            new LineBasedFrameDecoder(MAX_LINE),
                                            new PeerSession(manner, delay, connections, commands));
                        }
                    })
                    .bind("0.0.0.0", Integer.parseInt(peer.group(1)))
                    .sync();
        }
        out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            out.println(connections.sum() + " " + commands.sum());
        }
        loops.shutdownGracefully().sync();
    }
}
