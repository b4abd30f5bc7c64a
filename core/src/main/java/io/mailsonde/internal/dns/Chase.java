package io.mailsonde.internal.dns;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/**
 * One lookup from its question to its typed answer: asks, follows aliases that a server left open, and has the whole validated. Confined
 * to the client's event loop.
 */
final class Chase {
    /** What a chase needs of its client. */
    record Means(DnsConfig config, Carrier carrier, Servers servers, Validation validation) {}

    /**
     * How it ended.
     *
     * @param lookup the answer with its evidence
     * @param ttl for how many seconds it may be kept
     */
    record End(Lookup lookup, long ttl) {}

    private final Means means;
    private final DnsQuestion question;
    private final List<InetSocketAddress> order;
    private final Asking.Manner manner;
    private final Trace trace;
    private final Consumer<End> done;
    private final List<SignedLink.Step> steps = new ArrayList<>();
    private Name from;
    private AnswerReader reader;
    private AnswerReader.@Nullable Reading reading;
    private @Nullable Asking asking;
    private boolean over;

    private Chase(
            Means means,
            DnsQuestion question,
            Name name,
            List<InetSocketAddress> order,
            boolean recursion,
            Consumer<End> done) {
        this.means = means;
        this.question = question;
        this.order = order;
        this.manner =
                new Asking.Manner(recursion, recursion && means.validation().isOn());
        this.trace = new Trace(question, order.get(0), means.config());
        this.done = done;
        this.from = name;
        this.reader = new AnswerReader(question, name, recursion);
    }

    /** A lookup through the configured resolvers. */
    static Chase resolving(Means means, DnsQuestion question, Name name, Consumer<End> done) {
        return new Chase(means, question, name, means.servers().order(), true, done);
    }

    /** A question to one server, which is not to ask others. */
    static Chase at(Means means, InetSocketAddress server, DnsQuestion question, Name name, Consumer<End> done) {
        return new Chase(means, question, name, List.of(server), false, done);
    }

    void start() {
        ask(from);
    }

    private void ask(Name name) {
        from = name;
        asking = new Asking(
                means.carrier(), means.servers(), order, name, question, manner, trace, this::judge, this::answered);
        asking.start();
    }

    /** Ends it; nothing more is told. */
    void cancel() {
        over = true;
        if (asking != null) {
            asking.cancel();
        }
    }

    /** What one is given who does not wait longer. */
    Lookup soFar(Duration waited) {
        if (reading instanceof AnswerReader.Whole whole) {
            return new Lookup(
                    Observed.saw(
                            Verdict.troubled("validation did not end in time").of(whole.answer())),
                    trace.exchange());
        }
        InetSocketAddress asked = asking == null ? null : asking.server();
        int underWay = asking == null ? 0 : asking.underWay();
        return new Lookup(trace.gaveUp(waited, asked, underWay), trace.exchange(asked, underWay));
    }

    private Attempt.@Nullable Unusable judge(Message message) {
        AnswerReader ahead = reader.fork();
        try {
            reading = ahead.read(message);
        } catch (RuntimeException unreadable) {
            return new Attempt.Unusable(
                    Reason.DNS_MALFORMED,
                    "answered with a record that cannot be read (" + unreadable.getMessage() + ")",
                    true);
        }
        if (reading instanceof AnswerReader.Unusable unusable) {
            Reason reason = unusable.malformed() ? Reason.DNS_MALFORMED : Reason.DNS_SERVER_FAILURE;
            return new Attempt.Unusable(reason, unusable.why(), unusable.malformed());
        }
        reader = ahead;
        return null;
    }

    private void answered(@Nullable Message message) {
        asking = null;
        if (over) {
            return;
        }
        if (message == null) {
            finish(trace.missed(), 0);
            return;
        }
        steps.add(new SignedLink.Step(from, message));
        if (reading instanceof AnswerReader.Onward onward) {
            ask(onward.next());
        } else if (reading instanceof AnswerReader.Whole whole) {
            validate(whole);
        }
    }

    private void validate(AnswerReader.Whole whole) {
        if (!manner.recursion()) {
            finish(Observed.saw(Verdict.unknown("one server was asked directly").of(whole.answer())), 0);
            return;
        }
        means.validation().judge(steps, question.type().code(), verdict -> {
            if (!over) {
                finish(Observed.saw(verdict.of(whole.answer())), Math.min(whole.ttl(), verdict.seconds()));
            }
        });
    }

    private void finish(Observed<DnsAnswer> answer, long ttl) {
        over = true;
        done.accept(new End(new Lookup(answer, trace.exchange()), ttl));
    }
}
