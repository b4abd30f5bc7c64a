package io.mailsonde.witness.server;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.internal.Transports;
import io.mailsonde.internal.Words;
import io.mailsonde.witness.Manner;
import io.mailsonde.witness.Ticket;
import io.mailsonde.witness.Witness;
import io.mailsonde.witness.WitnessedSession;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A witness inside this process: an SMTP server that takes mail for the addresses it issued, and answers 550 to all other.
 *
 * <pre>{@code
 * try (EmbeddedWitness witness = EmbeddedWitness.builder("witness.example.org")
 *         .listen(new InetSocketAddress("192.0.2.9", 25))
 *         .start()) {
 *     Auditor auditor = Auditor.builder(scope).witness(witness).build();
 * }
 * }</pre>
 *
 * <p>It delivers nothing, relays nothing, dials nobody and looks up no name. A client gets one minute of silence, ten minutes a session, 1,000
 * commands, 100 recipients and 1 MiB a message; there are 500 connections at once, 20 of them from one address. At most 100,000 tickets are open.
 *
 * <p>Safe for use by several threads; only {@link Builder#start} and {@link #close} wait, some seconds at most.
 */
public final class EmbeddedWitness implements Witness, AutoCloseable {
    private static final long SWEEP_SECONDS = 10;
    private static final long WAIT_SECONDS = 5;

    private final String domain;
    private final @Nullable String backup;
    private final Tickets tickets;
    private final GuestBook guests;
    private final SmtpServer server;
    private final List<InetSocketAddress> smtp;
    private final @Nullable EventLoopGroup ownLoops;
    private final @Nullable ExecutorService ownExecutor;
    private final Future<?> sweeping;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedWitness(Builder builder) {
        domain = builder.domain;
        backup = builder.backup;
        ownExecutor = builder.executor == null ? newExecutor() : null;
        ownLoops = builder.loops == null ? Transports.newGroup(1, false) : null;
        EventLoopGroup loops = Objects.requireNonNull(builder.loops == null ? ownLoops : builder.loops);
        Executor given = Objects.requireNonNull(builder.executor == null ? ownExecutor : builder.executor);
        Executor executor = task -> {
            try {
                given.execute(task);
            } catch (RejectedExecutionException closing) {
                task.run(); // whoever waits still has to be told
            }
        };
        tickets = new Tickets(domain, builder.bounds.tickets(), new Words(builder.random), builder.clock, executor);
        guests = new GuestBook(tickets, builder.clock);
        server = new SmtpServer(loops, domain, builder.bounds, guests, null);
        try {
            builder.listen.forEach(server::listen);
        } catch (RuntimeException e) {
            server.close();
            endOwnThreads();
            throw e;
        }
        smtp = builder.advertised.isEmpty() ? server.bound() : builder.advertised;
        sweeping = loops.next().scheduleWithFixedDelay(tickets::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private static ExecutorService newExecutor() {
        return Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "mailsonde-witness");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A witness to be set up.
     *
     * @param domain the domain whose MX leads to it, in A-labels or U-labels; also the name that it greets with
     * @return a builder with defaults
     * @throws IllegalArgumentException if this is no host name
     */
    public static Builder builder(String domain) {
        return new Builder(DnsNames.hostname(domain));
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public List<InetSocketAddress> smtp() {
        return smtp;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A ticket whose life is over counts as closed: who waits for its mail is told within some ten seconds.
     *
     * @param life how long the address is answered for, at most 30 days: more counts as that
     * @param manner how it answers to RCPT
     * @throws IllegalArgumentException if the life is zero or negative
     * @throws IllegalStateException if 100,000 tickets are open, or the witness is closed
     */
    @Override
    public Ticket issue(Duration life, Manner manner) {
        return tickets.issue(life, manner);
    }

    @Override
    public List<WitnessedSession> sessions() {
        return guests.recent();
    }

    @Override
    public Optional<String> backupDomain(InetAddress target) {
        return Optional.ofNullable(backup);
    }

    /**
     * How many connections are open.
     *
     * @return 0 to 500
     */
    public int connections() {
        return server.open();
    }

    /**
     * How many connections were turned away because too many were open.
     *
     * @return the number since the start
     */
    public long refusedConnections() {
        return server.refused();
    }

    /**
     * How many recipients got 550: mail for closed and expired tickets, strangers who try their luck, and those whom a ticket's manner refuses.
     *
     * @return the number since the start
     */
    public long refusedRecipients() {
        return guests.refusedRecipients();
    }

    /**
     * Closes all sockets and all tickets, and ends the threads that this witness made itself; an event loop group or executor that was handed in goes
     * on. Waits up to 5 seconds each for the sockets and its own threads, unless called on an event loop. A listener on event loops that were handed in
     * may be seen until they have looked at their sockets once more. Does nothing the second time.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean unused = sweeping.cancel(false);
        server.close(); // first, so that the tickets are told of the sessions that this ends
        tickets.close();
        endOwnThreads();
    }

    private void endOwnThreads() {
        if (ownLoops != null) {
            io.netty.util.concurrent.Future<?> ending = ownLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
            if (!SmtpServer.isOn(ownLoops)) {
                // Java's selectors let go of a closed listener only when they look the next time, or end
                boolean unused = ending.awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        }
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
    }

    /** Sets up an {@link EmbeddedWitness}. Not safe for use by several threads. */
    public static final class Builder {
        private final String domain;
        private List<InetSocketAddress> listen = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        private List<InetSocketAddress> advertised = List.of();
        private @Nullable String backup;
        private SecureRandom random = new SecureRandom();
        private InstantSource clock = Clock.systemUTC();
        private @Nullable EventLoopGroup loops;
        private @Nullable Executor executor;
        private Bounds bounds = Bounds.DEFAULT;

        private Builder(String domain) {
            this.domain = domain;
        }

        /**
         * The addresses to bind, instead of a free port of loopback.
         *
         * @param addresses at least one; port 0 for a free port
         * @return this
         * @throws IllegalArgumentException if there is none, or one is unresolved
         */
        public Builder listen(InetSocketAddress... addresses) {
            listen = resolved(addresses);
            return this;
        }

        /**
         * The addresses as targets reach them, where these are not the bound ones: behind address translation, or bound to all addresses.
         *
         * @param addresses at least one, with ports
         * @return this
         * @throws IllegalArgumentException if there is none, or one is unresolved, the unspecified address or without a port
         */
        public Builder advertised(InetSocketAddress... addresses) {
            List<InetSocketAddress> all = resolved(addresses);
            for (InetSocketAddress address : all) {
                if (address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
                    throw new IllegalArgumentException("cannot be dialled: " + SmtpServer.text(address));
                }
            }
            advertised = all;
            return this;
        }

        private static List<InetSocketAddress> resolved(InetSocketAddress... addresses) {
            if (addresses.length == 0) {
                throw new IllegalArgumentException("no address");
            }
            for (InetSocketAddress address : addresses) {
                if (address.isUnresolved()) {
                    throw new IllegalArgumentException("not resolved: " + SmtpServer.text(address));
                }
            }
            return List.of(addresses);
        }

        /**
         * A domain of ours that names the target as one of its mail exchangers, beside the witness.
         *
         * @param name the domain, answered for every target
         * @return this
         * @throws IllegalArgumentException if this is no host name
         */
        public Builder mxBackupDomain(String name) {
            backup = DnsNames.hostname(name);
            return this;
        }

        /**
         * Where tokens come from. Has to be unguessable; seeded only in tests.
         *
         * @param source the generator
         * @return this
         */
        public Builder random(SecureRandom source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * The time of day, for the life of tickets and the time of messages.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * The event loops to use, instead of one of its own. They stay the caller's and are never shut down here.
         *
         * @param group a group of NIO, epoll or io_uring
         * @return this
         */
        public Builder eventLoopGroup(EventLoopGroup group) {
            loops = Objects.requireNonNull(group, "group");
            return this;
        }

        /**
         * Where deliveries are told, instead of two threads of this witness's own. It stays the caller's.
         *
         * @param work an executor that does not run tasks on an event loop
         * @return this
         */
        public Builder executor(Executor work) {
            executor = Objects.requireNonNull(work, "work");
            return this;
        }

        /** Other bounds, for tests. */
        Builder bounds(Bounds others) {
            bounds = others;
            return this;
        }

        /**
         * Binds the addresses. Waits for that, up to 5 seconds each, so it must not be called on an event loop.
         *
         * @return the running witness; close it
         * @throws java.io.UncheckedIOException if an address cannot be bound; the message says which and why. Nothing stays bound then
         * @throws IllegalArgumentException if it listens on all addresses and none is advertised, or the event loops are of an unknown kind
         */
        public EmbeddedWitness start() {
            for (InetSocketAddress address : listen) {
                if (advertised.isEmpty() && address.getAddress().isAnyLocalAddress()) {
                    throw new IllegalArgumentException(
                            "say with advertised(…) how targets reach what listens on " + SmtpServer.text(address));
                }
            }
            if (loops != null) {
                Transports unused = Transports.of(loops); // complains before anything is started
            }
            return new EmbeddedWitness(this);
        }
    }
}
