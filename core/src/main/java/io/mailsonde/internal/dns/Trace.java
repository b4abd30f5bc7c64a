package io.mailsonde.internal.dns;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.evidence.DnsExchange.Transport;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** What one lookup did and met: the tries that it may still make, the evidence, and the words for a miss. */
final class Trace {
    /** From the most to the least telling: what a server says outweighs what it does not say. */
    private static final List<Reason> TELLING = List.of(
            Reason.DNS_SERVER_FAILURE,
            Reason.DNS_MALFORMED,
            Reason.DNS_REFUSED,
            Reason.CONNECTION_CLOSED,
            Reason.CONNECTION_REFUSED,
            Reason.UNREACHABLE,
            Reason.DNS_TIMED_OUT,
            Reason.LOCAL_FAILURE);

    private static final int MOST_TOLD = 3;

    private record Failure(Reason reason, String text) {}

    private record Silence(Duration waited, int tries) {}

    private final DnsQuestion question;
    private final DnsConfig config;
    private final Instant at;
    private final long started;
    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private int triesUsed;
    private int attempts;
    private String server;
    private Transport transport = Transport.UDP;
    private String result = "not asked";
    private @Nullable Message last;
    private boolean spoken;
    private final List<String> answer = new ArrayList<>();
    private int left;

    Trace(DnsQuestion question, InetSocketAddress first, DnsConfig config) {
        this.question = question;
        this.config = config;
        this.at = config.clock().instant();
        this.started = config.ticker().nanos();
        this.server = text(first);
    }

    static String text(InetSocketAddress server) {
        return NetUtil.toSocketAddressString(server);
    }

    /** How long the next try may wait; null when all tries are used. */
    @Nullable
    Duration patience() {
        List<Duration> tries = config.limits().tries();
        return triesUsed < tries.size() ? tries.get(triesUsed) : null;
    }

    /** A try is over. */
    void tried(InetSocketAddress by, Attempt attempt) {
        spoken = false;
        server = text(by);
        transport = attempt.transport();
        attempts += attempt.departures();
    }

    void silent(Duration waited, Transport over) {
        triesUsed++;
        wordless("no answer");
        noteSilence(waited, over);
    }

    private void noteSilence(Duration waited, Transport over) {
        String from = over == Transport.TCP ? server + " over TCP" : server;
        Silence before = silences.getOrDefault(from, new Silence(Duration.ZERO, 0));
        silences.put(from, new Silence(before.waited().plus(waited), before.tries() + 1));
    }

    void failed(Attempt.Unusable failure) {
        if (failure.again()) {
            triesUsed++;
        }
        if (!spoken) {
            wordless(failure.what());
        }
        failures.add(new Failure(failure.reason(), server + " " + failure.what() + " when asked for " + question));
    }

    private void wordless(String what) {
        result = what;
        last = null;
    }

    /** A message came, whatever it says. */
    void received(Message message) {
        spoken = true;
        last = message;
        result = Rcode.string(message.getRcode());
        for (Record record : message.getSection(Section.ANSWER)) {
            if (answer.size() < DnsExchange.MAX_LINES) {
                answer.add(record.toString());
            } else {
                left++;
            }
        }
    }

    DnsExchange exchange() {
        Duration took = Duration.ofNanos(config.ticker().nanos() - started);
        String flags = last == null ? "" : ReplyNotes.flags(last);
        return new DnsExchange(question, server, transport, result, flags, answer, left, attempts, at, took);
    }

    /** The exchange as one sees it who does not wait longer, while a try is under way. */
    DnsExchange exchange(@Nullable InetSocketAddress asked, int underWay) {
        DnsExchange soFar = exchange();
        return underWay == 0
                ? soFar
                : new DnsExchange(
                        question,
                        asked == null ? server : text(asked),
                        transport,
                        "no answer",
                        "",
                        List.of(),
                        0,
                        soFar.attempts() + underWay,
                        at,
                        soFar.took());
    }

    /** The miss when nothing more is tried. */
    Observed<DnsAnswer> missed() {
        List<Failure> all = new ArrayList<>(failures);
        silences.forEach((from, silence) -> all.add(new Failure(
                Reason.DNS_TIMED_OUT,
                "no answer from " + from + " to " + question + " within " + text(silence.waited()) + " ("
                        + tries(silence.tries()) + ")")));
        all.sort(Comparator.comparing(failure -> TELLING.indexOf(failure.reason())));
        List<String> told =
                all.stream().map(Failure::text).distinct().limit(MOST_TOLD).toList();
        return Observed.missed(all.get(0).reason(), String.join("; ", told));
    }

    /** The miss of one who does not wait longer, while a try is under way. */
    Observed<DnsAnswer> gaveUp(Duration waited, @Nullable InetSocketAddress asked, int underWay) {
        int sent = attempts + underWay;
        if (sent == 0) {
            return Observed.missed(
                    Reason.LIMIT_REACHED, question + " was still waiting for its turn after " + text(waited));
        }
        String from = asked == null ? server : text(asked);
        String silence =
                "no answer from " + from + " to " + question + " within " + text(waited) + " (" + tries(sent) + ")";
        if (failures.isEmpty()) {
            return Observed.missed(Reason.DNS_TIMED_OUT, silence);
        }
        Failure told = failures.get(failures.size() - 1);
        return Observed.missed(told.reason(), told.text() + "; " + silence);
    }

    private static String tries(int count) {
        return count == 1 ? "1 try" : count + " tries";
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 100) {
            return millis + " ms";
        }
        return millis % 1000 == 0
                ? millis / 1000 + " s"
                : String.format(Locale.ROOT, millis % 100 == 0 ? "%.1f s" : "%.2f s", millis / 1000.0);
    }
}
