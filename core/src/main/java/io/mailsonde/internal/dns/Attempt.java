package io.mailsonde.internal.dns;

import io.mailsonde.Reason;
import io.mailsonde.evidence.DnsExchange.Transport;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * One try: one question to one server, in a datagram first and over TCP where the datagram does not do. Its patience begins when the
 * question leaves, not while it waits for a socket of ours. Confined to the client's event loop.
 */
final class Attempt implements Flight.Listener, TcpExchange.Listener {
    /** What came of it. */
    sealed interface Result {}

    /**
     * A message that answers the question.
     *
     * @param message the message
     * @param transport how it came
     */
    record Answered(Message message, Transport transport) implements Result {}

    /**
     * No reply.
     *
     * @param waited for how long
     * @param transport over which
     */
    record Silent(Duration waited, Transport transport) implements Result {}

    /**
     * Something that is no answer.
     *
     * @param reason which reason it gives
     * @param what what the server did, to be read after its address
     * @param again whether another try may fare better
     */
    record Unusable(Reason reason, String what, boolean again) implements Result {}

    private static final long HELD_UP_NANOS = Duration.ofMillis(100).toNanos();

    private final Carrier carrier;
    private final InetSocketAddress server;
    private final WireQuery query;
    private final Duration patience;
    private final Consumer<Result> done;

    private @Nullable Flight flight;
    private @Nullable TcpExchange exchange;
    private @Nullable Future<?> timer;
    private Transport transport = Transport.UDP;
    private int tcpId;
    private int departures;
    private long due;
    private boolean lingered;
    private boolean over;

    Attempt(Carrier carrier, InetSocketAddress server, WireQuery query, Duration patience, Consumer<Result> done) {
        this.carrier = carrier;
        this.server = server;
        this.query = query;
        this.patience = patience;
        this.done = done;
    }

    void start() {
        flight = new Flight(query, this);
        carrier.udp().to(server).submit(flight);
    }

    /** How many datagrams and connections it took so far; 0 while it waits for its turn. */
    int departures() {
        return departures;
    }

    Transport transport() {
        return transport;
    }

    /** Ends it without a result. */
    void cancel() {
        over = true;
        stop();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (flight != null) {
            carrier.udp().to(server).cancel(flight);
            flight = null;
        }
        if (exchange != null) {
            carrier.tcp().cancel(exchange);
            exchange = null;
        }
    }

    private void finish(Result result) {
        if (!over) {
            over = true;
            stop();
            done.accept(result);
        }
    }

    private void startTimer() {
        timer = carrier.loop().schedule(this::silent, patience.toNanos(), TimeUnit.NANOSECONDS);
        due = carrier.ticks() + patience.toNanos();
    }

    /** A loop that was held up runs its timers before it reads what came in the meantime: then the reply gets its turn first. */
    private void silent() {
        boolean heldUp = carrier.ticks() - due > HELD_UP_NANOS;
        if (heldUp && !lingered && !over) {
            lingered = true;
            timer = carrier.loop().schedule(this::silent, HELD_UP_NANOS, TimeUnit.NANOSECONDS);
        } else {
            finish(new Silent(patience, transport));
        }
    }

    @Override
    public void sent() {
        departures++;
        carrier.counters().datagram();
        startTimer();
    }

    @Override
    public void landed(byte[] message, boolean cut) {
        if (cut || WireQuery.truncated(message)) {
            overTcp();
        } else {
            read(message);
        }
    }

    @Override
    public void flooded() {
        overTcp();
    }

    @Override
    public void portClosed() {
        finish(new Unusable(Reason.UNREACHABLE, "refused the datagram", false));
    }

    @Override
    public void unsendable(Throwable cause) {
        finish(trouble(cause, "datagram"));
    }

    private void overTcp() {
        if (!over) {
            stop();
            transport = Transport.TCP;
            tcpId = carrier.random().next16();
            exchange = new TcpExchange(server, query, tcpId, this);
            carrier.tcp().submit(exchange);
        }
    }

    @Override
    public void dialling() {
        departures++;
        startTimer();
    }

    @Override
    public void received(byte[] message) {
        if (message.length < WireQuery.HEADER || WireQuery.id(message) != tcpId || !query.answeredBy(message)) {
            finish(malformed("sent something over TCP that does not answer the question"));
        } else if (WireQuery.truncated(message)) {
            finish(malformed("truncated its answer even over TCP"));
        } else {
            read(message);
        }
    }

    @Override
    public void hungUp() {
        finish(new Unusable(Reason.CONNECTION_CLOSED, "closed the TCP connection before it had answered", true));
    }

    @Override
    public void broken(Throwable cause) {
        finish(trouble(cause, "TCP connection"));
    }

    private void read(byte[] message) {
        Message parsed;
        try {
            parsed = new Message(message);
        } catch (IOException | RuntimeException unreadable) {
            finish(malformed("sent an answer that cannot be read (" + unreadable.getMessage() + ")"));
            return;
        }
        finish(new Answered(parsed, transport));
    }

    private static Unusable malformed(String what) {
        return new Unusable(Reason.DNS_MALFORMED, what, true);
    }

    private static Unusable trouble(Throwable cause, String what) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
            return new Unusable(Reason.UNREACHABLE, "cannot be reached (" + message + ")", false);
        }
        if (cause instanceof ConnectException) {
            return new Unusable(Reason.CONNECTION_REFUSED, "refused the " + what, true);
        }
        if (message.contains("reset") || message.contains("Broken pipe")) {
            return new Unusable(Reason.CONNECTION_CLOSED, "reset the " + what, true);
        }
        return new Unusable(Reason.LOCAL_FAILURE, "could not be sent the " + what + " (" + cause + ")", false);
    }
}
