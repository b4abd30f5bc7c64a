package io.mailsonde.testkit.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * An SMTP server whose policy and misbehaviour are scripted.
 *
 * <pre>{@code
 * try (ScriptedSmtp smtp = ScriptedSmtp.start()) {
 *     smtp.personality(closed("example.org", "alice"));
 *     smtp.at(Stage.GREETING).play(new Effect.Drip(Duration.ofSeconds(1)));
 *     smtp.on("RCPT TO:<bob").reply("451 4.3.0 later");
 *     // speak to smtp.address()
 *     Session session = smtp.awaitSession(Duration.ofSeconds(5));
 *     assertThat(smtp.unread()).isEmpty();
 * }
 * }</pre>
 *
 * <p>At the start it is {@code mx.example.org}, {@linkplain Personalities#closed closed} for {@code example.org}, without TLS. It takes messages of
 * up to 10 MiB.
 *
 * <p><b>Threads.</b> Daemon threads: one accepts, one for each connection (at most 64, each closed after five minutes of silence), one delivers
 * messages. Personalities run on those of the connections. Every method may be called from any thread; those whose names begin with {@code await}
 * block the caller. Nothing grows without bound: the latest 1000 sessions are remembered, fewer if their messages have more than 64 MiB.
 */
public final class ScriptedSmtp implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final long CLOSE_MILLIS = 5000;
    private static final InetAddress LOCALHOST = localhost();

    private final InetSocketAddress address;
    private final SessionLog log = new SessionLog();
    private final Setup setup;
    private final Port port;
    private final Thread acceptor;

    private ScriptedSmtp(ServerSocket listener) {
        address = (InetSocketAddress) Objects.requireNonNull(listener.getLocalSocketAddress());
        String thread = "scripted-smtp-" + address.getPort();
        setup = new Setup(thread + "-deliveries");
        port = new Port(listener, thread, setup, log);
        acceptor = new Thread(port, thread + "-accept");
        acceptor.setDaemon(true);
    }

    /** 127.0.0.1 even where the platform prefers IPv6. */
    private static InetAddress localhost() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @return the running server; close it
     * @throws UncheckedIOException if no port can be bound
     */
    public static ScriptedSmtp start() {
        return start(new InetSocketAddress(LOCALHOST, 0));
    }

    /**
     * Starts a server on an address of this machine.
     *
     * @param address IPv4 or IPv6; with port 0 any free port
     * @return the running server; close it
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static ScriptedSmtp start(InetSocketAddress address) {
        try {
            ServerSocket listener = new ServerSocket();
            try {
                listener.bind(address, BACKLOG);
            } catch (IOException e) {
                listener.close();
                throw e;
            }
            ScriptedSmtp server = new ScriptedSmtp(listener);
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve SMTP on " + address, e);
        }
    }

    /**
     * Where the server listens.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Sets what the server accepts and refuses, for connections from now on.
     *
     * @param personality in place of the former one
     * @return this server
     */
    public ScriptedSmtp personality(Personality personality) {
        setup.setPersonality(Objects.requireNonNull(personality, "personality"));
        return this;
    }

    /**
     * Offers STARTTLS to connections from now on (RFC 3207).
     *
     * @param context with key and certificate, such as {@link TestCertificates#serverContext()}
     * @return this server
     */
    public ScriptedSmtp withTls(SSLContext context) {
        setup.setStarttls(Objects.requireNonNull(context, "context"));
        return this;
    }

    /**
     * Begins connections from now on with TLS, as on port 465 (RFC 8314, section 3.3).
     *
     * @param context with key and certificate, such as {@link TestCertificates#serverContext()}
     * @return this server
     */
    public ScriptedSmtp implicitTls(SSLContext context) {
        setup.setImplicit(Objects.requireNonNull(context, "context"));
        return this;
    }

    /**
     * Begins a script for a stage. Of several scripts the newest that still has something to say is played.
     *
     * @param stage where in the session
     * @return an empty script, to be filled
     */
    public Script at(Stage stage) {
        return setup.scripts().at(stage);
    }

    /**
     * Begins a script for commands, whether they are right or wrong.
     *
     * @param prefix how the command begins, without regard to case: {@code "RCPT"}, {@code "RCPT TO:<postmaster"}
     * @return an empty script, to be filled
     * @throws IllegalArgumentException if the prefix is empty
     */
    public Script on(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("a script needs the beginning of a command");
        }
        return setup.scripts().on(prefix);
    }

    /**
     * The script lines that nothing has met yet.
     *
     * @return one text for each line, such as {@code "GREETING: SILENCE"}; empty once all are played
     */
    public List<String> unread() {
        return setup.scripts().unread();
    }

    /** Forgets all scripts, so that the server is honest again. */
    public void clearScripts() {
        setup.scripts().clear();
    }

    /**
     * The sessions seen, oldest first, as they are now.
     *
     * @return a copy of those that are remembered
     */
    public List<Session> sessions() {
        return log.all();
    }

    /**
     * How many sessions were begun, remembered or not.
     *
     * @return the number
     */
    public long total() {
        return log.total();
    }

    /**
     * Waits until the first session has ended.
     *
     * @param within how long to wait
     * @return the oldest remembered session that has ended
     * @throws AssertionError if none ended in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Session awaitSession(Duration within) throws InterruptedException {
        return awaitSessions(1, within).stream()
                .filter(session -> session.end() != End.OPEN)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the session was forgotten"));
    }

    /**
     * Waits until a number of sessions have ended.
     *
     * @param sessions how many
     * @param within how long to wait
     * @return all remembered sessions, oldest first, those that go on included
     * @throws AssertionError if fewer ended in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public List<Session> awaitSessions(int sessions, Duration within) throws InterruptedException {
        return log.awaitEnded(sessions, within);
    }

    /**
     * Waits until a command has been received in any session; its reply may not have been sent yet.
     *
     * @param prefix how it begins, without regard to case
     * @param within how long to wait
     * @return the latest such command of the youngest session that has one
     * @throws AssertionError if none came in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Command awaitCommand(String prefix, Duration within) throws InterruptedException {
        return log.awaitCommand(prefix, within);
    }

    /**
     * Waits until all sessions have ended.
     *
     * @param within how long to wait
     * @throws AssertionError if some go on after that
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitNoConnections(Duration within) throws InterruptedException {
        log.awaitNoneOpen(within);
    }

    /**
     * Waits until the messages that were taken so far have been given to all receivers and sent on to all servers.
     *
     * @param within how long to wait
     * @throws AssertionError if that takes longer
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitDeliveries(Duration within) throws InterruptedException {
        if (!setup.deliveries().await(within)) {
            throw new AssertionError("after " + within + " some messages wait for their delivery");
        }
    }

    /**
     * What went wrong in the server itself; a sound test finds nothing here.
     *
     * @return at most the first hundred problems
     */
    public List<String> problems() {
        return setup.problems().all();
    }

    /** Closes all sockets at once and waits up to 5 seconds each for the threads. Closing twice does nothing more. */
    @Override
    public void close() {
        setup.close();
        try {
            port.close();
        } catch (IOException e) {
            setup.problems().add("a socket was not closed", e);
        }
        setup.deliveries().close();
        try {
            acceptor.join(CLOSE_MILLIS);
            boolean ended = port.awaitClosed(CLOSE_MILLIS);
            if (!setup.deliveries().awaitClosed(CLOSE_MILLIS) || !ended || acceptor.isAlive()) {
                setup.problems().add("a thread did not end within " + CLOSE_MILLIS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
