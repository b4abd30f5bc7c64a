package io.mailsonde.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No buffer is lost, however a connection ends. A buffer that the test loses on purpose shows that a lost one would be seen. */
class LeakTest {
    private static final Logger REPORTS = Logger.getLogger(ResourceLeakDetector.class.getName());

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord report) {
            leaks.add(report.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void watch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        REPORTS.addHandler(listener);
        REPORTS.setUseParentHandlers(false);
    }

    @AfterEach
    void stopWatching() {
        REPORTS.setUseParentHandlers(true);
        REPORTS.removeHandler(listener);
        ResourceLeakDetector.setLevel(before);
    }

    @Test
    void no_buffer_is_lost() throws Exception {
        for (boolean preferNative : new boolean[] {false, true}) {
            for (int i = 0; i < 8; i++) {
                talkAndEndInSomeWay(preferNative, i % 4);
            }
        }

        loseABuffer();
        Rig.until(() -> {
            System.gc();
            // Reports come with the next buffer.
            ByteBufAllocator.DEFAULT.buffer().release();
            return leaks.stream().anyMatch(report -> report.contains("lost on purpose"));
        });
        assertThat(leaks).hasSize(1);
    }

    private static void loseABuffer() {
        ByteBuf lost = ByteBufAllocator.DEFAULT.buffer(8);
        lost.touch("lost on purpose");
    }

    private static void talkAndEndInSomeWay(boolean preferNative, int way) throws Exception {
        try (LoopbackPeer server = new LoopbackPeer();
                Rig rig = new Rig(preferNative)) {
            rig.send = Duration.ofMillis(1);
            TcpConnection connection = rig.connect(rig.dialer(), server.peer());
            try (Socket socket = server.next()) {
                socket.getOutputStream().write("220 mx\r\n".getBytes(ISO_8859_1));
                Rig.saw(connection.receive("the greeting", Duration.ofSeconds(10)));
                Rig.await(connection.send("EHLO probe.example\r\n".getBytes(ISO_8859_1)));
                // Some of this is still unread, or unsent, when the connection ends.
                socket.getOutputStream().write(new byte[100_000]);
                connection.send(new byte[900_000]);
                switch (way) {
                    case 0 -> connection.close();
                    case 1 -> socket.setSoLinger(true, 0);
                    case 2 -> socket.shutdownOutput();
                    default -> rig.shutDown();
                }
            }
            connection.close();
            connection.channel().closeFuture().awaitUninterruptibly(10_000);
        }
    }
}
