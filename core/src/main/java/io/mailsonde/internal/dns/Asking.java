package io.mailsonde.internal.dns;

import io.mailsonde.Reason;
import io.mailsonde.dns.DnsQuestion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * One question put to one server after the other until one gives a message that will do. A server that is silent or garbles is asked
 * again; one that refuses or fails is not. Confined to the client's event loop.
 */
final class Asking {
    /** How the question is put. */
    record Manner(boolean recursion, boolean dnssec) {}

    private final Carrier carrier;
    private final Servers servers;
    private final List<InetSocketAddress> order;
    private final Name name;
    private final int type;
    private final Manner manner;
    private final Trace trace;
    private final Function<Message, Attempt.@Nullable Unusable> judge;
    private final Consumer<@Nullable Message> done;
    private final boolean[] spent;
    private final int[] stumbles;
    private int turn;
    private boolean edns;
    private boolean fellBack;
    private @Nullable Attempt attempt;

    /**
     * @param order the servers, at least one
     * @param judge says why a message with RCODE NOERROR or NXDOMAIN will not do; null where it does
     * @param done is given the message, or null where there is none and the trace says why
     */
    Asking(
            Carrier carrier,
            Servers servers,
            List<InetSocketAddress> order,
            Name name,
            DnsQuestion question,
            Manner manner,
            Trace trace,
            Function<Message, Attempt.@Nullable Unusable> judge,
            Consumer<@Nullable Message> done) {
        this.carrier = carrier;
        this.servers = servers;
        this.order = order;
        this.name = name;
        this.type = question.type().code();
        this.manner = manner;
        this.trace = trace;
        this.judge = judge;
        this.done = done;
        this.spent = new boolean[order.size()];
        this.stumbles = new int[order.size()];
    }

    void start() {
        ask();
    }

    void cancel() {
        if (attempt != null) {
            attempt.cancel();
        }
    }

    /** The server that is being asked. */
    InetSocketAddress server() {
        return order.get(turn);
    }

    /** How many datagrams and connections the try under way took so far. */
    int underWay() {
        return attempt == null ? 0 : attempt.departures();
    }

    private void next() {
        turn = (turn + 1) % order.size();
        ask();
    }

    private void ask() {
        for (int i = 0; i < order.size() && spent[turn]; i++) {
            turn = (turn + 1) % order.size();
        }
        if (spent[turn]) {
            done.accept(null);
        } else {
            fellBack = false;
            ask(!servers.isPlain(server()));
        }
    }

    private void ask(boolean withEdns) {
        Duration patience = trace.patience();
        if (patience == null) {
            done.accept(null);
            return;
        }
        edns = withEdns;
        WireQuery query = WireQuery.of(name, type, manner.recursion(), edns, manner.dnssec());
        attempt = new Attempt(carrier, server(), query, patience, this::ended);
        attempt.start();
    }

    private void ended(Attempt.Result result) {
        if (attempt != null) {
            trace.tried(server(), attempt);
            attempt = null;
        }
        if (result instanceof Attempt.Answered answered) {
            servers.answered(server());
            read(answered.message());
        } else if (result instanceof Attempt.Silent silent) {
            servers.wasSilent(server());
            trace.silent(silent.waited(), silent.transport());
            next();
        } else {
            failed((Attempt.Unusable) result);
        }
    }

    private void read(Message message) {
        int rcode = message.getRcode();
        boolean misunderstood = rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.BADVERS;
        if (misunderstood && edns) {
            fellBack = true;
            ask(false);
            return;
        }
        trace.received(message);
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            failed(refusal(message, rcode));
            return;
        }
        if (fellBack) {
            servers.wantsPlain(server());
        }
        Attempt.Unusable unusable = judge.apply(message);
        if (unusable == null) {
            done.accept(message);
        } else {
            failed(unusable);
        }
    }

    private void failed(Attempt.Unusable failure) {
        trace.failed(failure);
        if (failure.reason() == Reason.UNREACHABLE) {
            servers.wasSilent(server());
        }
        if (!failure.again() || ++stumbles[turn] > 1) {
            spent[turn] = true;
        }
        next();
    }

    private static Attempt.Unusable refusal(Message message, int rcode) {
        Reason reason = rcode == Rcode.REFUSED ? Reason.DNS_REFUSED : Reason.DNS_SERVER_FAILURE;
        List<String> errors = ReplyNotes.extendedErrors(message);
        String what = "answered " + Rcode.string(rcode);
        return new Attempt.Unusable(
                reason, errors.isEmpty() ? what : what + ", " + String.join(", ", errors) + ",", false);
    }
}
