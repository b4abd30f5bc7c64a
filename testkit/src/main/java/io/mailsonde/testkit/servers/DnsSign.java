package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A question that a DNS server answers in this way once it is ready; another answer is final, or means: not yet. */
record DnsSign(RawDns.Question question, Predicate<RawDns.Reply> ready, boolean otherwiseFinal)
        implements ServerProcess.Sign {

    private static final int PORT = 53;
    private static final Duration ONE_ANSWER = Duration.ofMillis(50);

    /** Starts a DNS server on port 53; when this returns, every address shows every sign. */
    static ServerProcess start(
            WorkDirectory directory, List<String> addresses, List<DnsSign> signs, List<String> command) {
        List<InetSocketAddress> sockets = addresses.stream()
                .map(address -> new InetSocketAddress(IpAddresses.parse(address), PORT))
                .toList();
        return ServerProcess.start(directory, sockets, ServerProcess.Port.UDP, signs, command);
    }

    @Override
    public ServerProcess.Sight look(InetSocketAddress address) {
        Optional<RawDns.Reply> reply = RawDns.ask(address, question, ONE_ANSWER);
        String words = reply.map(answer -> "the answer " + answer).orElse("no answer");
        return new ServerProcess.Sight(reply.filter(ready).isPresent(), reply.isPresent() && otherwiseFinal, words);
    }

    @Override
    public String toString() {
        return question.toString();
    }
}
