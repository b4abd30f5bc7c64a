package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.probes.SmtpSurvey;
import io.mailsonde.smtp.EhloReply;
import io.mailsonde.smtp.SmtpSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a peer that nobody vouches for, or that speaks none. */
class SmtpTlsTest {
    private static final Optional<String> NAME = Optional.of("mx.example");

    @TempDir
    static Path dir;

    private static SSLContext tls;

    private final Rig rig = new Rig();
    private final LoopbackPeer server = new LoopbackPeer();
    private final MailHost host =
            new MailHost(NAME, server.peer().address(), server.peer().port(), Optional.empty());
    private final Step<SmtpSession> opening =
            SmtpPeer.tools(new RigWire(rig, asked -> server.peer())).smtp().connect(host);

    @BeforeAll
    static void makeKey() throws Exception {
        tls = SelfSigned.server(dir, "mx.example");
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
    }

    private SmtpPeer greeted() throws Exception {
        SmtpPeer peer = new SmtpPeer(server);
        peer.says("220 mx\r\n");
        return peer;
    }

    private static void assertOurs(TlsHandshake handshake) {
        assertThat(handshake.protocol()).isEqualTo("TLSv1.3");
        assertThat(handshake.cipher()).startsWith("TLS_");
        assertThat(handshake.serverName()).isEqualTo(NAME);
        assertThat(handshake.certificates()).singleElement().satisfies(certificate -> {
            assertThat(certificate.subject()).isEqualTo("CN=mx.example");
            assertThat(certificate.issuer()).isEqualTo("CN=mx.example");
            assertThat(certificate.names()).containsExactly("mx.example");
            assertThat(certificate.key()).isEqualTo("EC 256");
            assertThat(certificate.sha256()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void a_self_signed_certificate_is_recorded_and_the_session_goes_on() throws Exception {
        SmtpPeer peer = greeted();
        SmtpSession session = Rig.saw(opening);
        Step<SmtpSession.Secured> securing = session.startTls(NAME);
        peer.hears("STARTTLS");
        peer.says("220 go\r\n");
        peer.startTls(tls);
        Step<EhloReply> ehlo = securing.then(secured -> session.ehlo("probe.example"));
        peer.hears("EHLO probe.example");
        peer.says("250 inside\r\n");

        assertThat(Rig.saw(ehlo).name()).contains("inside");
        TlsHandshake handshake = Rig.saw(securing).handshake();
        assertOurs(handshake);
        assertThat(handshake.early()).isEmpty();
        assertThat(session.tls()).isTrue();
        assertThat(rig.handedIn(TlsHandshake.class)).isEqualTo(handshake);
        session.quit();
        peer.hears("QUIT");
        assertThat(Rig.lines(rig.handedIn(Transcript.class)))
                .containsExactly(
                        "PEER 220 mx\r\n",
                        "WE STARTTLS\r\n",
                        "PEER 220 go\r\n",
                        "NOTE TLSv1.3 with " + handshake.cipher() + " from here on",
                        "WE EHLO probe.example\r\n",
                        "PEER 250 inside\r\n",
                        "WE QUIT\r\n");
    }

    @Test
    void what_is_injected_before_the_handshake_is_no_reply() throws Exception {
        SmtpPeer peer = greeted();
        SmtpSession session = Rig.saw(opening);
        Step<SmtpSession.Secured> securing = session.startTls(NAME);
        peer.hears("STARTTLS");
        peer.says("220 go\r\n250-injected\r\n250 AUTH PLAIN\r\n421 more\r\n25");
        peer.startTls(tls);
        Step<EhloReply> ehlo = securing.then(secured -> session.ehlo("probe.example"));
        peer.hears("EHLO probe.example");
        peer.says("250 inside\r\n");

        assertThat(Rig.saw(ehlo).reply().raw()).isEqualTo("250 inside\r\n");
        assertThat(Rig.saw(securing).handshake().early()).isEqualTo("250-injected\r\n250 AUTH PLAIN\r\n421 more\r\n25");
    }

    @Test
    void a_refused_starttls_leaves_the_session_as_it_is() throws Exception {
        SmtpPeer peer = greeted();
        SmtpSession session = Rig.saw(opening);
        Step<SmtpSession.Secured> securing = session.startTls(NAME);
        peer.hears("STARTTLS");
        peer.says("454 not now\r\n");

        Rig.missed(Rig.await(securing), Reason.TLS_FAILED, server.peer() + " answered STARTTLS with 454 not now");
        assertThat(session.tls()).isFalse();
        var noop = session.command("NOOP");
        peer.hears("NOOP");
        peer.says("250 ok\r\n");
        assertThat(Rig.saw(noop).positive()).isTrue();
    }

    @Test
    void what_is_no_tls_ends_the_connection() throws Exception {
        SmtpPeer peer = greeted();
        SmtpSession session = Rig.saw(opening);
        Step<SmtpSession.Secured> securing = session.startTls(NAME);
        peer.hears("STARTTLS");
        peer.says("220 go\r\n");
        peer.hearsSomething();
        peer.says("500 what is this?\r\n");

        Observed<SmtpSession.Secured> missed = Rig.await(securing);
        assertThat(missed.<Reason>match(seen -> Reason.CHECK_BUG, (reason, detail) -> reason))
                .isEqualTo(Reason.TLS_FAILED);
        assertThat(rig.handedIn(Transcript.class).end()).startsWith("closed by us: no TLS came about");
        assertThat(session.tls()).isFalse();
        Rig.until(() -> Rig.await(session.command("NOOP")).seen().isEmpty());
    }

    @Test
    void a_peer_that_closes_during_the_handshake_has_closed() throws Exception {
        SmtpPeer peer = greeted();
        Step<SmtpSession.Secured> securing = Rig.saw(opening).startTls(NAME);
        peer.hears("STARTTLS");
        peer.says("220 go\r\n");
        peer.hearsSomething();
        peer.close();

        Rig.missed(
                Rig.await(securing),
                Reason.CONNECTION_CLOSED,
                server.peer() + " closed the connection during the TLS handshake");
    }

    @Test
    void implicit_tls_comes_before_the_greeting() throws Exception {
        // this one is not wanted here
        new SmtpPeer(server).close();
        MailHost submissions = new MailHost(NAME, server.peer().address(), 465, Optional.empty());
        Step<SmtpSession> secure =
                SmtpPeer.tools(new RigWire(rig, asked -> server.peer())).smtp().connect(submissions);
        SmtpPeer peer = new SmtpPeer(server);
        peer.startTls(tls);
        peer.says("220 secure\r\n");

        SmtpSession session = Rig.saw(secure);
        assertThat(session.greeting().text()).isEqualTo("secure");
        assertThat(session.tls()).isTrue();
        assertOurs(session.implicitTls().orElseThrow());
    }

    @Test
    void a_certificate_whose_names_cannot_be_read_has_none() throws Exception {
        // the address with a mask that has a hole, over which the JDK throws what is no CertificateException
        SSLContext hostile = SelfSigned.server(
                dir,
                "hostile.example",
                "2.5.29.17=30228720" + "20010db8" + "00".repeat(12) + "ff00" + "00".repeat(13) + "01");
        SmtpPeer peer = greeted();
        SmtpSession session = Rig.saw(opening);
        Step<SmtpSession.Secured> securing = session.startTls(NAME);
        peer.hears("STARTTLS");
        peer.says("220 go\r\n");
        peer.startTls(hostile);
        Step<EhloReply> ehlo = securing.then(secured -> session.ehlo("probe.example"));
        peer.hears("EHLO probe.example");
        peer.says("250 inside\r\n");

        assertThat(Rig.saw(ehlo).extended()).isTrue();
        assertThat(Rig.saw(securing).handshake().certificates())
                .singleElement()
                .satisfies(certificate -> assertThat(certificate.names()).isEmpty());
    }

    @Test
    void a_handshake_without_end_times_out() throws Exception {
        TcpConnection connection = rig.connect(rig.dialer(), server.peer());
        Step<TlsHandshake> handshake = connection.startTls(Optional.empty(), Duration.ofMillis(50));

        Rig.missed(
                Rig.await(handshake),
                Reason.TIMED_OUT,
                "the TLS handshake with " + server.peer() + " was not over within 50 ms");
        assertThat(rig.handedIn(Silence.class).awaited()).isEqualTo("the end of the TLS handshake");
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("closed by us");
        assertThatThrownBy(() -> connection.startTls(Optional.empty(), Duration.ofMillis(50)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_handshake_that_we_end_is_cancelled() throws Exception {
        TcpConnection connection = rig.connect(rig.dialer(), server.peer());
        Step<TlsHandshake> handshake = connection.startTls(Optional.of("odd..name_"), Duration.ofSeconds(10));
        connection.close();

        assertThat(Rig.await(handshake).<Reason>match(seen -> Reason.CHECK_BUG, (reason, detail) -> reason))
                .isEqualTo(Reason.CANCELLED);
    }

    @Test
    void no_handshake_begins_while_somebody_reads() {
        TcpConnection connection = rig.connect(rig.dialer(), server.peer());
        Step<byte[]> reading = connection.receive("the greeting", Duration.ofSeconds(10));

        assertThatThrownBy(() -> connection.startTls(Optional.empty(), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class);
        connection.close();
        assertThat(Rig.await(reading).seen()).isEmpty();
    }

    private Step<SmtpSurvey> survey() throws Exception {
        new SmtpPeer(server).close();
        return SmtpSurvey.PROBE.look(host, new RigWire(rig));
    }

    @Test
    void a_survey_sees_the_host_outside_and_inside() throws Exception {
        Step<SmtpSurvey> surveying = survey();
        SmtpPeer peer = new SmtpPeer(server);
        peer.says("220 mx.example ESMTP\r\n");
        peer.hears("EHLO probe.example");
        peer.says("250-mx\r\n250 STARTTLS\r\n");
        peer.hears("STARTTLS");
        peer.says("220 go\r\n");
        peer.startTls(tls);
        peer.hears("EHLO probe.example");
        peer.says("250-mx\r\n250 AUTH PLAIN\r\n");
        peer.hears("QUIT");

        SmtpSurvey survey = Rig.saw(surveying);
        assertThat(survey.name()).contains("mx.example");
        assertThat(survey.ehlo().seen().orElseThrow().extensions()).containsExactly("STARTTLS");
        SmtpSurvey.Upgraded upgraded = survey.startTls().seen().orElseThrow();
        assertThat(upgraded.answer().code()).isEqualTo(220);
        assertOurs(upgraded.handshake());
        assertThat(upgraded.ehlo().seen().orElseThrow().offers("AUTH")).isTrue();
    }

    @Test
    void a_survey_of_a_host_without_tls_says_so() throws Exception {
        Step<SmtpSurvey> surveying = survey();
        SmtpPeer peer = new SmtpPeer(server);
        peer.says("220\r\n");
        peer.hears("EHLO probe.example");
        peer.says("250 mx hello\r\n");
        peer.hears("QUIT");

        SmtpSurvey survey = Rig.saw(surveying);
        assertThat(survey.name()).contains("mx");
        assertThat(survey.startTls()).isEqualTo(Observed.missed(Reason.NOT_APPLICABLE, "STARTTLS is not offered"));
    }

    @Test
    void a_survey_keeps_the_greeting_that_let_us_not_in() throws Exception {
        Step<SmtpSurvey> surveying = survey();
        SmtpPeer peer = new SmtpPeer(server);
        peer.says("554 mx no\r\n");
        peer.hears("QUIT");

        SmtpSurvey survey = Rig.saw(surveying);
        assertThat(survey.greeting().code()).isEqualTo(554);
        assertThat(survey.ehlo())
                .isEqualTo(Observed.missed(Reason.CLIENT_REFUSED, server.peer() + " greeted with 554 mx no"));
        assertThat(survey.startTls().seen()).isEmpty();
    }
}
