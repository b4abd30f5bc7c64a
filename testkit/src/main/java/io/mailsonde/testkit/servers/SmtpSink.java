package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Postfix's smtp-sink: a server that accepts every message from everybody and throws it away.
 *
 * <pre>{@code
 * try (SmtpSink sink = SmtpSink.at("127.0.1.9").start()) { … }
 * }</pre>
 *
 * <p>It is one small process, ready at once and without a queue. It names its user, which takes a build that root has started:
 * see {@link RealServer}.
 */
public final class SmtpSink implements AutoCloseable {

    private static final String BACKLOG = "1024";

    private final ServerProcess process;

    private SmtpSink(ServerProcess process) {
        this.process = process;
    }

    /**
     * Begins with where the sink will listen, on port 25.
     *
     * @param address an IPv4 address of the lab
     * @return a builder of a sink that accepts everything
     */
    public static Builder at(String address) {
        return new Builder(address);
    }

    /**
     * Where it listens.
     *
     * @return its address and port 25
     */
    public InetSocketAddress address() {
        return process.address();
    }

    /**
     * The end of what the sink has said, for a failing test's message.
     *
     * @return at most 30 lines
     */
    public String logTail() {
        return process.logTail();
    }

    /** Stops the sink. Returns when its port is free again; at most after 15 s. */
    @Override
    public void close() {
        process.close();
    }

    /** What the sink will be. Not thread-safe. */
    public static final class Builder {

        private final String address;
        private final List<String> options = new ArrayList<>();

        private Builder(String address) {
            this.address = IpAddresses.parse(address).getHostAddress();
        }

        /**
         * Adds options of the command line.
         *
         * @param more such as {@code "-f", "RCPT"}, which refuses that command with 500
         * @return this builder
         */
        public Builder options(String... more) {
            options.addAll(List.of(more));
            return this;
        }

        /**
         * Starts the sink.
         *
         * @return the server, which has greeted a client
         * @throws IllegalStateException outside the lab, when the address is taken, when it does not know an option, or
         *     does not greet within 30 s; with what it said
         */
        public SmtpSink start() {
            List<String> command =
                    new ArrayList<>(List.of(Program.of("smtp-sink").require().toString()));
            // Root has to say whom the sink becomes.
            command.addAll(List.of("-u", "root"));
            command.addAll(options);
            command.addAll(List.of(address + ":25", BACKLOG));
            return new SmtpSink(new SmtpGreeting("").start(WorkDirectory.create("smtp-sink"), address, command));
        }
    }
}
