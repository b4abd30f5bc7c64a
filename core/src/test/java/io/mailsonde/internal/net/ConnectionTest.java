package io.mailsonde.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mailsonde.Reason;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.evidence.Transcript.Line;
import io.mailsonde.evidence.Transcript.Who;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be said on a connection, how it ends, and what stands in the record. */
class ConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Rig rig = new Rig();
    private final LoopbackPeer server = new LoopbackPeer();
    private Dialer dialer;
    private TcpConnection connection;
    private Socket socket;

    @BeforeEach
    void connect() throws Exception {
        rig.send = Duration.ofMillis(300);
        dialer = rig.dialer();
        connection = rig.connect(dialer, server.peer());
        socket = server.next();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        rig.close();
        server.close();
    }

    private void peerSays(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private void peerHears(String text) throws IOException {
        assertThat(new String(socket.getInputStream().readNBytes(text.length()), ISO_8859_1))
                .isEqualTo(text);
    }

    private String received(String awaited) {
        return new String(Rig.saw(connection.receive(awaited, SOON)), ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void a_conversation_is_recorded_with_its_times() throws Exception {
        rig.turn(Duration.ofMillis(20));
        peerSays("220 caf\u00e9 ESMTP\r\n");
        assertThat(received("the greeting")).isEqualTo("220 caf\u00e9 ESMTP\r\n");
        rig.turn(Duration.ofMillis(5));
        assertThat(Rig.saw(connection.send(bytes("QUIT\r\n")))).isEqualTo(6);
        peerHears("QUIT\r\n");

        connection.close();

        assertThat(rig.handedIn(Transcript.class))
                .isEqualTo(new Transcript(
                        server.peer().toString(),
                        connection.from(),
                        Rig.NOON,
                        List.of(
                                new Line(Who.PEER, Duration.ofMillis(20), "220 caf\u00e9 ESMTP\r\n"),
                                new Line(Who.WE, Duration.ofMillis(25), "QUIT\r\n")),
                        0,
                        "closed by us"));
    }

    @Test
    void bytes_that_came_before_anybody_asked_are_kept() throws Exception {
        Step<byte[]> greeting = connection.receive("the greeting", SOON);
        peerSays("220 ");
        assertThat(new String(Rig.saw(greeting), ISO_8859_1)).isEqualTo("220 ");
        peerSays("mx\r\n");
        socket.close();
        rig.handedIn(Transcript.class);

        assertThat(received("the rest of the greeting")).isEqualTo("mx\r\n");
        Rig.missed(
                Rig.await(connection.receive("the reply to EHLO", SOON)),
                Reason.CONNECTION_CLOSED,
                server.peer() + " closed the connection while the reply to EHLO was awaited");
    }

    @Test
    void silence_has_an_end_and_is_evidence() throws Exception {
        Duration within = Duration.ofMillis(50);

        Rig.missed(
                Rig.await(connection.receive("the greeting", within)),
                Reason.TIMED_OUT,
                "nothing from " + server.peer() + " within 50 ms while the greeting was awaited");

        assertThat(rig.handedIn(Silence.class))
                .isEqualTo(new Silence(server.peer().toString(), "the greeting", Rig.NOON, within));
        peerSays("220 late\r\n");
        assertThat(received("the greeting after all")).isEqualTo("220 late\r\n");
    }

    @Test
    void a_peer_that_hangs_up_ends_the_wait() throws Exception {
        Step<byte[]> greeting = connection.receive("the greeting", SOON);

        socket.close();

        Rig.missed(
                Rig.await(greeting),
                Reason.CONNECTION_CLOSED,
                server.peer() + " closed the connection while the greeting was awaited");
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("closed by the peer");
        Rig.missed(
                Rig.await(connection.send(bytes("QUIT\r\n"))),
                Reason.CONNECTION_CLOSED,
                server.peer() + " closed the connection before 6 bytes were sent");
    }

    @Test
    void a_peer_that_says_no_more_counts_as_hanging_up() throws Exception {
        peerSays("421 bye\r\n");
        socket.shutdownOutput();

        assertThat(received("the greeting")).isEqualTo("421 bye\r\n");
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("closed by the peer");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void a_reset_is_told_apart() throws Exception {
        Step<byte[]> greeting = connection.receive("the greeting", SOON);

        socket.setSoLinger(true, 0);
        socket.close();

        Rig.missed(
                Rig.await(greeting),
                Reason.CONNECTION_CLOSED,
                server.peer() + " reset the connection while the greeting was awaited");
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("reset by the peer");
    }

    @Test
    void closing_is_seen_by_the_peer_and_ends_the_wait_as_our_own_doing() throws Exception {
        Step<byte[]> greeting = connection.receive("the greeting", SOON);

        connection.close();

        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        Rig.missed(
                Rig.await(greeting),
                Reason.CANCELLED,
                "the connection to " + server.peer() + " was closed by us while the greeting was awaited");
        Rig.missed(
                Rig.await(connection.send(bytes("NOOP\r\n"))),
                Reason.CANCELLED,
                "the connection to " + server.peer() + " was closed by us before 6 bytes were sent");
    }

    @Test
    void the_transcript_is_in_when_close_returns_and_handed_in_once() {
        connection.close();

        assertThat(rig.evidence).hasSize(1);
        connection.close();
        Rig.until(() -> !connection.channel().isOpen());
        assertThat(rig.evidence).hasSize(1);
    }

    @Test
    void what_was_sent_last_still_leaves() throws Exception {
        connection.send(bytes("QUIT\r\n"));
        connection.close();

        peerHears("QUIT\r\n");
        assertThat(Rig.lines(rig.handedIn(Transcript.class))).containsExactly("WE QUIT\r\n");
    }

    @Test
    void one_reader_at_a_time() throws Exception {
        Step<byte[]> first = connection.receive("the greeting", SOON);

        assertThatIllegalStateException()
                .isThrownBy(() -> connection.receive("the greeting", SOON))
                .withMessage("another read from " + server.peer() + " is under way");
        peerSays("220\r\n");
        Rig.saw(first);
        peerSays("more");
        assertThat(received("more")).isEqualTo("more");
    }

    @Test
    void a_secret_is_masked_and_so_is_its_echo() throws Exception {
        Rig.saw(connection.sendSecret(bytes("AGFsaWNlAHNlc2FtZQ==\r\n")));
        peerHears("AGFsaWNlAHNlc2FtZQ==\r\n");
        peerSays("535 AGFsaWNl");
        received("the reply to AUTH");
        peerSays("AHNlc2FtZQ== is sesame\r\n");
        received("the rest of the reply to AUTH");

        connection.close();

        assertThat(Rig.lines(rig.handedIn(Transcript.class)))
                .containsExactly("WE ***\r\n", "PEER 535 ", "PEER *** is ***\r\n");
    }

    @Test
    void half_a_secret_is_recorded_when_no_more_comes() throws Exception {
        Rig.saw(connection.sendSecret(bytes("sesame\r\n")));
        peerSays("se");
        received("the reply to AUTH");

        connection.close();

        assertThat(Rig.lines(rig.handedIn(Transcript.class))).containsExactly("WE ***\r\n", "PEER se");
    }

    @Test
    void what_was_held_back_is_recorded_before_what_we_say_next() throws Exception {
        Rig.saw(connection.sendSecret(bytes("sesame\r\n")));
        peerSays("235 se");
        received("the reply to AUTH");
        Rig.saw(connection.send(bytes("QUIT\r\n")));
        peerSays("same\r\n");
        received("the reply to QUIT");

        connection.close();

        assertThat(Rig.lines(rig.handedIn(Transcript.class)))
                .containsExactly("WE ***\r\n", "PEER 235 ", "PEER se", "WE QUIT\r\n", "PEER same\r\n");
    }

    @Test
    void a_peer_that_does_not_read_is_timed_out() throws Exception {
        byte[] much = new byte[TcpConnection.MAX_UNSENT];
        Step<Integer> sent = connection.send(much);
        while (Rig.await(sent).seen().isPresent()) {
            sent = connection.send(much);
        }

        Rig.missed(Rig.await(sent), Reason.TIMED_OUT, server.peer() + " took no more of 1048576 bytes within 300 ms");
        assertThat(rig.handedIn(Silence.class).awaited()).isEqualTo("room for 1048576 bytes");
        Rig.missed(
                Rig.await(connection.send(new byte[1])),
                Reason.LIMIT_REACHED,
                "more than 1024 KiB would wait to be sent to " + server.peer());
    }

    @Test
    void event_loops_that_are_shut_down_leave_nobody_waiting_and_blame_nobody() throws Exception {
        Step<byte[]> greeting = connection.receive("the greeting", SOON);

        rig.shutDown();

        Rig.missed(
                Rig.await(greeting),
                Reason.CANCELLED,
                "the connection to " + server.peer() + " was closed by us while the greeting was awaited");
        Rig.missed(
                Rig.await(connection.receive("the greeting", SOON)),
                Reason.LOCAL_FAILURE,
                "the event loop of the connection to " + server.peer() + " is shut down");
        assertThat(Rig.await(connection.send(new byte[1])).seen()).isEmpty();
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("closed by us");
    }
}
