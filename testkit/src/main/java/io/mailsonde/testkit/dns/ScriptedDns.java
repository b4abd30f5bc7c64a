package io.mailsonde.testkit.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A DNS server whose records and misbehaviour are scripted, over UDP and TCP on the same port.
 *
 * <pre>{@code
 * try (ScriptedDns dns = ScriptedDns.start()) {
 *     dns.zone().ptr("192.0.2.1", "mx.example.org").a("mx.example.org", "192.0.2.1");
 *     dns.on("mx.example.org", A).play(SILENCE, SERVFAIL);
 *     // ask dns.address(): first nothing, then SERVFAIL, then the address
 *     dns.awaitQuestion("mx.example.org", A, Duration.ofSeconds(5));
 *     assertThat(dns.unread()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Questions with EDNS version 0 and without are understood; an answer too long for UDP becomes TC (RFC 6891; RFC 2181, section 9). Of the
 * opcodes there is only QUERY, of the classes only IN. A name that nobody added does not exist.
 *
 * <p><b>Threads.</b> Three daemon threads: one receives and answers over UDP, one does so for all of TCP (at most 64 connections, each closed
 * after a minute of silence), one sends what is delayed. Predicates of scripts run on the first two and must not block. Every method of this
 * class, of {@link Zone} and of {@link Script} may be called from any thread; the methods whose names begin with {@code await} block the
 * caller. Nothing grows without bound: see {@link #remember(int)} for the questions; at most 65,536 effects may be delayed at once.
 */
public final class ScriptedDns implements AutoCloseable {
    private static final int BIND_ATTEMPTS = 100;
    private static final int MAX_REMEMBERED = 10_000_000;
    private static final long CLOSE_MILLIS = 5000;
    private static final InetAddress LOCALHOST = localhost();

    private final InetSocketAddress address;
    private final Zone zone;
    private final Answers answers;
    private final Scripts scripts = new Scripts();
    private final QuestionLog log = new QuestionLog();
    private final Problems problems = new Problems();
    private final Delays delays;
    private final UdpPort udp;
    private final TcpPort tcp;
    private final Thread udpThread;
    private final Thread tcpThread;

    private ScriptedDns(Zone zone, ServerSocketChannel listener, DatagramChannel datagrams) throws IOException {
        this.zone = zone;
        address = (InetSocketAddress) listener.getLocalAddress();
        answers = new Answers(zone);
        String thread = "scripted-dns-" + address.getPort();
        delays = new Delays(thread + "-delays", problems);
        Forgery forgery = new Forgery(zone, answers);
        Player player = new Player(forgery, delays);
        udp = new UdpPort(datagrams, address, new Responder(answers, forgery, scripts, log, player), problems);
        tcp = new TcpPort(listener, new Responder(answers, forgery, scripts, log, player), problems);
        udpThread = daemon(udp, thread + "-udp");
        tcpThread = daemon(tcp, thread + "-tcp");
    }

    /** 127.0.0.1 even where the platform prefers IPv6. */
    private static InetAddress localhost() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @return the running server; close it
     * @throws UncheckedIOException if no port can be bound
     */
    public static ScriptedDns start() {
        return start(new InetSocketAddress(LOCALHOST, 0));
    }

    /**
     * Starts a server on an address of this machine.
     *
     * @param address IPv4 or IPv6; with port 0 any port that is free for both UDP and TCP
     * @return the running server; close it
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static ScriptedDns start(InetSocketAddress address) {
        return start(address, new Zone());
    }

    /**
     * Starts a server that answers from a zone which others may share.
     *
     * @param address IPv4 or IPv6; with port 0 any port that is free for both UDP and TCP
     * @param zone its records
     * @return the running server; close it
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static ScriptedDns start(InetSocketAddress address, Zone zone) {
        try {
            ScriptedDns server = bind(address, zone);
            server.udpThread.start();
            server.tcpThread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve DNS on " + address, e);
        }
    }

    private static ScriptedDns bind(InetSocketAddress wanted, Zone zone) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerSocketChannel listener = TcpPort.bind(wanted);
            try {
                DatagramChannel datagrams = UdpPort.bind((InetSocketAddress) listener.getLocalAddress());
                return new ScriptedDns(zone, listener, datagrams);
            } catch (IOException e) {
                listener.close();
                boolean taken = e instanceof BindException && wanted.getPort() == 0;
                if (!taken || attempt == BIND_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Where the server listens, over UDP and TCP.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * The records that it answers with; they may be changed at any time.
     *
     * @return the zone
     */
    public Zone zone() {
        return zone;
    }

    /**
     * Sets the header flags of honest answers in place of the former ones; at the start these are AA and RA, as of a resolver with local data.
     *
     * @param flags the flags; none for a server that is neither authoritative nor a resolver
     * @return this server
     */
    public ScriptedDns flags(Flag... flags) {
        answers.setFlags(Set.of(flags));
        return this;
    }

    /**
     * Begins a script for a name and type. Of several scripts for a question the newest that still has something to say is played.
     *
     * @param name the name, without regard to case
     * @param type the type; {@link RrType#ANY} for every type
     * @return an empty script, to be filled
     */
    public Script on(String name, RrType type) {
        return scripts.forName(name, type);
    }

    /**
     * Begins a script for some questions. It comes after the scripts for names.
     *
     * @param what how {@link #unread()} calls these questions
     * @param which the questions; runs for each question on the server's threads
     * @return an empty script, to be filled
     */
    public Script on(String what, Predicate<Question> which) {
        return scripts.forAll(what, which);
    }

    /**
     * Begins a script for all questions: {@code onEverything().always(REFUSED)} is a lame server. It comes after the scripts for names.
     *
     * @return an empty script, to be filled
     */
    public Script onEverything() {
        return on("everything", question -> true);
    }

    /**
     * The script lines that no question has met yet.
     *
     * @return one text for each line, such as {@code "mx.example.org A: SILENCE"}; empty once all are played
     */
    public List<String> unread() {
        return scripts.unread();
    }

    /** Forgets all scripts, so that every question is answered honestly. */
    public void clearScripts() {
        scripts.clear();
    }

    /**
     * The well-formed questions seen, oldest first.
     *
     * @return a copy of those that are remembered, at most the latest 100,000 unless {@link #remember(int)} says otherwise
     */
    public List<Question> questions() {
        return log.all();
    }

    /**
     * How many well-formed questions were seen since the start or {@link #clearQuestions()}, remembered or not.
     *
     * @return the number
     */
    public long total() {
        return log.total();
    }

    /**
     * How many of the remembered questions ask for a name and type.
     *
     * @param name the name, without regard to case
     * @param type the type
     * @return the number
     */
    public int count(String name, RrType type) {
        return log.count(name, type);
    }

    /**
     * Sets how many questions are remembered. Under load 0 saves memory.
     *
     * @param questions 0 to 10,000,000; 100,000 at the start
     * @return this server
     */
    public ScriptedDns remember(int questions) {
        Ranges.check("questions", questions, 0, MAX_REMEMBERED);
        log.keep(questions);
        return this;
    }

    /** Forgets the questions seen and begins to count anew. */
    public void clearQuestions() {
        log.clear();
    }

    /**
     * Waits until a number of questions have been seen since the start or {@link #clearQuestions()}.
     *
     * @param questions how many
     * @param within how long to wait
     * @return all remembered questions, oldest first
     * @throws AssertionError if fewer came in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public List<Question> awaitQuestions(int questions, Duration within) throws InterruptedException {
        return log.await(questions, within);
    }

    /**
     * Waits until a question for a name and type has been seen.
     *
     * @param name the name, without regard to case
     * @param type the type
     * @param within how long to wait
     * @return the latest such question
     * @throws AssertionError if none came in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Question awaitQuestion(String name, RrType type, Duration within) throws InterruptedException {
        return log.await(name, type, within);
    }

    /**
     * How many TCP connections are open.
     *
     * @return 0 to 64
     */
    public int openTcpConnections() {
        return tcp.open();
    }

    /**
     * Waits until clients have closed all their TCP connections.
     *
     * @param within how long to wait
     * @throws AssertionError if some are open after that
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitNoTcpConnections(Duration within) throws InterruptedException {
        tcp.awaitNone(within);
    }

    /**
     * Refuses TCP from now on and closes what is open: a firewall that lets only UDP through to port 53.
     *
     * @return this server
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public ScriptedDns refuseTcp() throws InterruptedException {
        if (!tcp.refuse(CLOSE_MILLIS)) {
            throw new IllegalStateException("waited " + CLOSE_MILLIS + " ms for the TCP port to close");
        }
        return this;
    }

    /**
     * What went wrong in the server itself; a sound test finds nothing here.
     *
     * @return at most the first hundred problems
     */
    public List<String> problems() {
        return problems.all();
    }

    /** Closes all sockets at once and waits up to 5 seconds for each thread. Closing twice does nothing more. */
    @Override
    public void close() {
        delays.close();
        try {
            udp.close();
            tcp.close();
        } catch (IOException e) {
            problems.add("a socket was not closed", e);
        }
        try {
            udpThread.join(CLOSE_MILLIS);
            tcpThread.join(CLOSE_MILLIS);
            if (!delays.awaitClosed(CLOSE_MILLIS) || udpThread.isAlive() || tcpThread.isAlive()) {
                problems.add("a thread did not end within " + CLOSE_MILLIS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
