package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.evidence.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer that sends without end costs a known amount. */
class FloodTest {
    /** Several rounds of the numbers from 0 to 250. */
    private static final int PIECE = 251 * 64;

    private final Rig rig = new Rig();
    private final LoopbackPeer server = new LoopbackPeer();

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
    }

    /** Sends the numbers from 0 on, so that a lost or doubled byte shows, until all is sent or the other side has closed. */
    private static CompletableFuture<Integer> flood(Socket socket, int bytes) {
        return CompletableFuture.supplyAsync(() -> {
            byte[] piece = new byte[PIECE];
            for (int i = 0; i < piece.length; i++) {
                piece[i] = (byte) (i % 251);
            }
            int sent = 0;
            try {
                OutputStream out = socket.getOutputStream();
                while (sent < bytes) {
                    out.write(piece);
                    sent += piece.length;
                }
            } catch (IOException closed) {
                return sent;
            }
            return sent;
        });
    }

    private static Observed<byte[]> receive(TcpConnection connection) {
        return Rig.await(connection.receive("more", Duration.ofSeconds(10)));
    }

    @Test
    void what_nobody_reads_stays_in_the_network_and_nothing_is_lost() throws Exception {
        int all = PIECE * 600;
        TcpConnection connection = rig.connect(rig.dialer(), server.peer());
        Socket socket = server.next();
        CompletableFuture<Integer> flood = flood(socket, all);
        Rig.until(() -> !connection.channel().config().isAutoRead());
        assertThat(flood).isNotDone();

        int received = 0;
        int most = 0;
        int wrong = 0;
        while (received < all) {
            byte[] bytes = receive(connection).seen().orElseThrow();
            for (byte next : bytes) {
                wrong += next == (byte) (received++ % 251) ? 0 : 1;
            }
            most = Math.max(most, bytes.length);
        }

        assertThat(wrong).isZero();
        assertThat(most).isLessThanOrEqualTo(Inbox.MAX_UNREAD);
        assertThat(flood.get(10, TimeUnit.SECONDS)).isEqualTo(all);
        connection.close();
        Transcript transcript = rig.handedIn(Transcript.class);
        long kept = transcript.lines().stream()
                .filter(line -> line.who() == Transcript.Who.PEER)
                .mapToInt(line -> line.text().length())
                .sum();
        assertThat(kept).isBetween(48L * 1024, 64L * 1024);
        assertThat(kept + transcript.left()).isEqualTo(all);
    }

    @Test
    void a_reader_that_never_has_enough_is_stopped() throws Exception {
        TcpConnection connection = rig.connect(rig.dialer(), server.peer());
        Socket socket = server.next();
        CompletableFuture<Integer> flood = flood(socket, Integer.MAX_VALUE - PIECE);

        long received = 0;
        Observed<byte[]> next = receive(connection);
        while (next.seen().isPresent()) {
            received += next.seen().get().length;
            next = receive(connection);
        }

        Rig.missed(
                next,
                Reason.TOO_MUCH_DATA,
                server.peer() + " sent more than 16 MiB after what we last sent while more was awaited");
        assertThat(received).isLessThanOrEqualTo(Inbox.MAX_ANSWER);
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("closed by us: the peer sent too much");
        assertThat(flood.get(10, TimeUnit.SECONDS)).isGreaterThan(Inbox.MAX_ANSWER);
    }
}
