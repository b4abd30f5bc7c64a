package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.smtp.EhloReply;
import io.mailsonde.smtp.Messages.Sent;
import io.mailsonde.smtp.ReplyViolation;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.smtp.SmtpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One session as both of its ends see it. */
class SmtpSessionTest {
    private final Rig rig = new Rig();
    private final LoopbackPeer server = new LoopbackPeer();
    private final MailHost host = MailHost.of("127.0.0.1", server.peer().port());

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
    }

    /** A session and its other end. */
    private record Talk(SmtpPeer.Tools tools, SmtpSession session, SmtpPeer peer) {}

    private Talk greeted(String greeting) throws Exception {
        SmtpPeer.Tools tools = SmtpPeer.tools(new RigWire(rig));
        Step<SmtpSession> opening = tools.smtp().connect(host);
        SmtpPeer peer = new SmtpPeer(server);
        peer.says(greeting);
        return new Talk(tools, Rig.saw(opening), peer);
    }

    private static Talk ehlo(Talk talk, String answer) throws Exception {
        Step<EhloReply> ehlo = talk.session().ehlo("probe.example");
        talk.peer().hears("EHLO probe.example");
        talk.peer().says(answer);
        assertThat(Rig.saw(ehlo).reply().raw()).isEqualTo(answer);
        return talk;
    }

    private static Reason reason(Step<?> step) {
        return Rig.await(step)
                .match(
                        seen -> {
                            throw new AssertionError("saw " + seen);
                        },
                        (reason, detail) -> reason);
    }

    @Test
    void nothing_is_said_before_the_last_line_of_the_greeting() throws Exception {
        Step<EhloReply> ehlo =
                SmtpPeer.tools(new RigWire(rig)).smtp().connect(host).then(session -> session.ehlo("probe.example"));
        SmtpPeer peer = new SmtpPeer(server);
        peer.says("220-mx.example ESMTP\r\n220-no spam\r\n220");
        peer.hearsNothing();
        peer.says(" please\r\n");

        peer.hears("EHLO probe.example");
        peer.says("250 mx.example\r\n");
        assertThat(Rig.saw(ehlo).extended()).isTrue();
    }

    @Test
    void a_greeting_is_seen_whole() throws Exception {
        SmtpSession session = greeted("220-mx.example ESMTP\r\n220 no spam\r\n").session();

        assertThat(session.greeting().lines()).containsExactly("mx.example ESMTP", "no spam");
        assertThat(session.welcomed()).isEqualTo(Observed.saw(session));
        assertThat(session.tls()).isFalse();
        assertThat(session.implicitTls()).isEmpty();
        assertThat(session.from().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "554 no SMTP service here, CLIENT_REFUSED",
        "421 too many connections, RATE_LIMITED",
        "450 greylisted, TEMPORARILY_REFUSED",
        "354 go on, PROTOCOL_VIOLATION",
        "SSH-2.0-OpenSSH_9.6, PROTOCOL_VIOLATION",
        "999 odd, PROTOCOL_VIOLATION",
    })
    void a_greeting_that_lets_nobody_in(String greeting, Reason reason) throws Exception {
        SmtpSession session = greeted(greeting + "\r\n").session();

        assertThat(session.greeting().raw()).isEqualTo(greeting + "\r\n");
        Rig.missed(
                Rig.await(Step.of(session.welcomed())), reason, server.peer() + " greeted with " + session.greeting());
    }

    @Test
    void a_greeting_of_two_minds_lets_nobody_in() throws Exception {
        SmtpSession session = greeted("554-no\r\n220 yes\r\n").session();

        assertThat(session.greeting().violations()).containsExactly(ReplyViolation.MIXED_CODES);
        assertThat(reason(Step.of(session.welcomed()))).isEqualTo(Reason.PROTOCOL_VIOLATION);
    }

    @Test
    void a_peer_that_closes_within_its_greeting_has_not_greeted() throws Exception {
        Step<SmtpSession> opening = SmtpPeer.tools(new RigWire(rig)).smtp().connect(host);
        try (SmtpPeer peer = new SmtpPeer(server)) {
            peer.says("220-mx");
        }

        Rig.missed(
                Rig.await(opening),
                Reason.CONNECTION_CLOSED,
                server.peer() + " closed the connection while the greeting was awaited"
                        + "; 6 bytes of a reply without its end had come");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 550})
    void helo_is_tried_where_ehlo_is_refused(int code) throws Exception {
        Talk talk = greeted("220 mx\r\n");
        Step<EhloReply> ehlo = talk.session().ehlo("probe.example");
        talk.peer().hears("EHLO probe.example");
        talk.peer().says(code + " what?\r\n");
        talk.peer().hears("HELO probe.example");
        talk.peer().says("250 mx.example\r\n");

        EhloReply said = Rig.saw(ehlo);
        assertThat(said.extended()).isFalse();
        assertThat(said.reply().code()).isEqualTo(250);
        assertThat(said.refusedEhlo().map(SmtpReply::code)).contains(code);
    }

    @Test
    void another_refusal_stands() throws Exception {
        Talk talk = ehlo(greeted("220 mx\r\n"), "554 go away\r\n");
        Step<SmtpReply> noop = talk.session().command("NOOP");
        talk.peer().hears("NOOP");
        talk.peer().says("250 ok\r\n");

        assertThat(Rig.saw(noop).code()).isEqualTo(250);
    }

    @Test
    void after_a_421_nothing_is_asked() throws Exception {
        Talk talk = ehlo(greeted("220 mx\r\n"), "421 4.7.0 bye\r\n");

        for (int i = 0; i < 2; i++) {
            Rig.missed(
                    Rig.await(talk.session().command("NOOP")),
                    Reason.RATE_LIMITED,
                    server.peer() + " said 421 4.7.0 bye");
        }
        talk.session().quit();
        talk.peer().hearsTheEnd();
    }

    @Test
    void after_a_421_as_greeting_nothing_is_asked() throws Exception {
        Talk talk = greeted("421 later\r\n");

        assertThat(reason(talk.session().ehlo("probe.example"))).isEqualTo(Reason.RATE_LIMITED);
        talk.session().quit();
        talk.peer().hearsTheEnd();
    }

    @Test
    void what_nothing_asked_for_makes_all_answers_worthless() throws Exception {
        Talk talk = greeted("220 mx\r\n250 stray\r\n");

        for (int i = 0; i < 2; i++) {
            Rig.missed(
                    Rig.await(talk.session().ehlo("probe.example")),
                    Reason.PROTOCOL_VIOLATION,
                    server.peer() + " said what nothing asked for: 250 stray");
        }
    }

    @Test
    void half_a_line_that_nothing_asked_for_counts_as_well() throws Exception {
        Talk talk = greeted("220 mx\r\n25");

        assertThat(reason(talk.session().ehlo("probe.example"))).isEqualTo(Reason.PROTOCOL_VIOLATION);
    }

    @Test
    void a_421_that_nothing_asked_for_ends_the_session() throws Exception {
        Talk talk = greeted("220 mx\r\n421 shutting down\r\n");

        assertThat(reason(talk.session().command("NOOP"))).isEqualTo(Reason.RATE_LIMITED);
        assertThat(reason(talk.session().command("NOOP"))).isEqualTo(Reason.RATE_LIMITED);
    }

    @Test
    void commands_go_in_one_where_pipelining_is_offered() throws Exception {
        Talk talk = ehlo(greeted("220 mx\r\n"), "250-mx\r\n250 PIPELINING\r\n");
        EhloReply offer = new EhloReply(talk.session().greeting(), Optional.empty());
        Step<List<SmtpReply>> inTurn = talk.session().commands(List.of("NOOP", "RSET"), offer);
        talk.peer().hears("NOOP");
        talk.peer().hearsNothing();
        talk.peer().says("250 1\r\n");
        talk.peer().hears("RSET");
        talk.peer().says("250 2\r\n");
        assertThat(Rig.saw(inTurn)).extracting(SmtpReply::text).containsExactly("1", "2");

        Step<List<SmtpReply>> inOne = pipelined(talk);
        talk.peer().says("250 3\r\n250-4\r\n250 5\r\n250 6\r\n");

        assertThat(Rig.saw(inOne)).extracting(SmtpReply::text).containsExactly("3", "4 5", "6");
    }

    private static Step<List<SmtpReply>> pipelined(Talk talk) throws Exception {
        Step<EhloReply> again = talk.session().ehlo("probe.example");
        talk.peer().hears("EHLO probe.example");
        talk.peer().says("250-mx\r\n250 PIPELINING\r\n");
        Step<List<SmtpReply>> inOne = talk.session().commands(List.of("NOOP", "RSET", "HELP"), Rig.saw(again));
        talk.peer().hears("NOOP");
        talk.peer().hears("RSET");
        talk.peer().hears("HELP");
        return inOne;
    }

    @Test
    void a_421_among_pipelined_answers_ends_the_session() throws Exception {
        Talk talk = greeted("220 mx\r\n");
        Step<List<SmtpReply>> inOne = pipelined(talk);
        talk.peer().says("250 3\r\n421 bye\r\n");
        talk.peer().close();

        Rig.missed(Rig.await(inOne), Reason.RATE_LIMITED, server.peer() + " said 421 bye");
    }

    @Test
    void a_reply_without_end_is_too_much() throws Exception {
        Talk talk = greeted("220 mx\r\n");
        Step<SmtpReply> help = talk.session().command("HELP");
        talk.peer().hears("HELP");
        talk.peer().says("214-" + "x".repeat(70_000));

        Rig.missed(
                Rig.await(help),
                Reason.TOO_MUCH_DATA,
                server.peer() + " sent more than 64 KiB without an end while the answer to HELP was awaited");
        assertThat(reason(talk.session().command("NOOP"))).isEqualTo(Reason.TOO_MUCH_DATA);
    }

    @Test
    void a_reply_that_drips_takes_no_longer_than_one_that_does_not_come() throws Exception {
        Talk talk = greeted("220 mx\r\n");
        Step<SmtpReply> help = talk.session().command("HELP");
        talk.peer().hears("HELP");
        Rig.until(() -> {
            rig.turn(SmtpSession.COMMAND);
            drip(talk.peer());
            return help.stage().toCompletableFuture().isDone();
        });

        assertThat(reason(help)).isEqualTo(Reason.TIMED_OUT);
        // the answer may still come, and must not be taken for that to the next command
        assertThat(reason(talk.session().command("NOOP"))).isEqualTo(Reason.TIMED_OUT);
    }

    private static void drip(SmtpPeer peer) {
        try {
            peer.says("2");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_time_of_an_answer_is_counted_from_its_command() throws Exception {
        Talk talk = greeted("220 mx\r\n");
        rig.turn(Duration.ofSeconds(5));
        ehlo(talk, "250 mx\r\n");
        Step<SmtpReply> noop = talk.session().command("NOOP");
        talk.peer().hears("NOOP");
        talk.peer().says("250 ok\r\n");

        assertThat(Rig.saw(noop).after()).isZero();
    }

    @Test
    void quit_does_not_wait_for_an_answer() throws Exception {
        Talk talk = ehlo(greeted("220 mx\r\n"), "250 mx\r\n");
        talk.session().quit();

        talk.peer().hears("QUIT");
        talk.peer().hearsTheEnd();
        assertThat(Rig.lines(rig.handedIn(Transcript.class)))
                .containsExactly("PEER 220 mx\r\n", "WE EHLO probe.example\r\n", "PEER 250 mx\r\n", "WE QUIT\r\n");
        assertThat(reason(talk.session().command("NOOP"))).isEqualTo(Reason.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL FROM:<a@example.org>", "DATA", "AUTH PLAIN x", "STARTTLS", "NOOP\r\nDATA"})
    void what_needs_more_consent_is_refused(String line) throws Exception {
        Talk talk = greeted("220 mx\r\n");
        EhloReply ehlo = new EhloReply(talk.session().greeting(), Optional.empty());

        assertThatThrownBy(() -> talk.session().command(line)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> talk.session().commands(List.of("NOOP", line), ehlo))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_second_command_hides_in_an_argument() throws Exception {
        Talk talk = greeted("220 mx\r\n");

        assertThatThrownBy(() -> talk.session().ehlo("x\r\nMAIL FROM:<a@example.org>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> talk.tools().envelopes().mail(talk.session(), "<>\r\nDATA"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> talk.tools().envelopes().rcpt(talk.session(), "<a@b>\nDATA"))
                .isInstanceOf(IllegalArgumentException.class);
        talk.peer().hearsNothing();
    }

    @Test
    void a_message_goes_out_stuffed_and_as_often_as_the_limits_allow() throws Exception {
        rig.limits = new Limits(10, Duration.ZERO, 10, 10, 1, 1, Duration.ofSeconds(1));
        Talk talk = greeted("220 mx\r\n");
        Step<SmtpReply> mail = talk.tools().envelopes().mail(talk.session(), "<>");
        talk.peer().hears("MAIL FROM:<>");
        talk.peer().says("250 ok\r\n");
        assertThat(Rig.saw(mail).positive()).isTrue();
        Step<SmtpReply> rcpt = talk.tools().envelopes().rcpt(talk.session(), "<a@example.org>");
        talk.peer().hears("RCPT TO:<a@example.org>");
        talk.peer().says("250 ok\r\n");
        assertThat(Rig.saw(rcpt).positive()).isTrue();

        Step<Sent> sent = talk.tools().messages().send(talk.session(), host, "Subject: x\r\n\r\n.\r\n.a\r\nb");
        talk.peer().hears("DATA");
        talk.peer().says("354 go\r\n");
        for (String line : List.of("Subject: x", "", "..", "..a", "b", ".")) {
            talk.peer().hears(line);
        }
        talk.peer().says("250 queued\r\n");

        assertThat(Rig.saw(sent).accepted()).isTrue();
        assertThat(reason(talk.tools().messages().send(talk.session(), host, "again")))
                .isEqualTo(Reason.LIMIT_REACHED);
        talk.peer().hearsNothing();
    }

    @Test
    void nothing_follows_a_refused_data() throws Exception {
        Talk talk = greeted("220 mx\r\n");
        Step<Sent> sent = talk.tools().messages().send(talk.session(), host, "x");
        talk.peer().hears("DATA");
        talk.peer().says("503 no recipients\r\n");

        assertThat(Rig.saw(sent).accepted()).isFalse();
        assertThat(Rig.saw(sent).end()).isEmpty();
        talk.peer().hearsNothing();
    }

    @Test
    void credentials_are_masked_in_the_evidence() throws Exception {
        Talk talk = greeted("220 mx\r\n");
        Step<SmtpReply> login = talk.tools().logins().plain(talk.session(), "user", "pass");
        talk.peer().hears("AUTH PLAIN AHVzZXIAcGFzcw==");
        talk.peer().says("535 5.7.8 no\r\n");

        assertThat(Rig.saw(login).enhanced()).contains("5.7.8");
        talk.session().quit();
        assertThat(Rig.lines(rig.handedIn(Transcript.class)))
                .containsExactly("PEER 220 mx\r\n", "WE ***\r\n", "PEER 535 5.7.8 no\r\n", "WE QUIT\r\n");
    }

    @Test
    void something_may_be_said_before_the_greeting_where_a_proxy_would() throws Exception {
        Step<SmtpSession> opening =
                SmtpPeer.tools(new RigWire(rig)).smtp().connectAfter(host, "PROXY TCP4 192.0.2.1 192.0.2.2 1 25\r\n");
        SmtpPeer peer = new SmtpPeer(server);
        peer.hears("PROXY TCP4 192.0.2.1 192.0.2.2 1 25");
        peer.says("220 mx\r\n");

        assertThat(Rig.saw(opening).greeting().code()).isEqualTo(220);
    }
}
