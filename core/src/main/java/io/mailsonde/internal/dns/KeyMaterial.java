package io.mailsonde.internal.dns;

import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Fetches DS and DNSKEY records through the configured resolvers; what was fetched is remembered, and shared while it is under way. */
final class KeyMaterial {
    private static final int CACHED = 10_000;
    private static final long SHORTEST = 5;
    private static final long LONGEST = 3600;
    private static final long FAILURE = 30;

    /**
     * What came of a question.
     *
     * @param message the reply; null where there is none
     * @param trouble why there is none
     */
    record Outcome(@Nullable Message message, String trouble) {}

    private final DnsConfig config;
    private final Carrier carrier;
    private final Servers servers;
    private final DnsCache<Outcome> cache;

    // Confined to the event loop.
    private final Map<DnsQuestion, Shared> underWay = new HashMap<>();

    private record Shared(Asking asking, List<CompletableFuture<Outcome>> futures) {}

    KeyMaterial(DnsConfig config, Carrier carrier, Servers servers) {
        this.config = config;
        this.carrier = carrier;
        this.servers = servers;
        this.cache = new DnsCache<>(CACHED, config.ticker());
    }

    /** Asks; may be called from any thread. The future ends on the event loop, or has ended. */
    CompletableFuture<Outcome> fetch(Name name, int type) {
        RecordType wanted = RecordType.ofCode(type).orElse(null);
        if (wanted == null) {
            return CompletableFuture.completedFuture(new Outcome(null, "validation asked for type " + type));
        }
        DnsQuestion question = new DnsQuestion(RecordReader.name(name), wanted);
        Outcome known = cache.get(question);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        try {
            carrier.loop().execute(() -> join(question, name, future));
        } catch (RejectedExecutionException shutDown) {
            future.complete(new Outcome(null, "the event loops are shut down"));
        }
        return future;
    }

    private void join(DnsQuestion question, Name name, CompletableFuture<Outcome> future) {
        Shared shared = underWay.get(question);
        if (shared != null) {
            shared.futures().add(future);
            return;
        }
        Trace trace = new Trace(question, servers.order().get(0), config);
        Asking asking = new Asking(
                carrier,
                servers,
                servers.order(),
                name,
                question,
                new Asking.Manner(true, true),
                trace,
                message -> null,
                message -> ended(question, message, trace));
        underWay.put(question, new Shared(asking, new ArrayList<>(List.of(future))));
        asking.start();
    }

    private void ended(DnsQuestion question, @Nullable Message message, Trace trace) {
        Outcome outcome = message == null
                ? new Outcome(null, trace.missed().match(answer -> "", (reason, detail) -> detail))
                : new Outcome(message, "");
        cache.put(question, outcome, message == null ? FAILURE : ttl(message));
        Shared shared = underWay.remove(question);
        if (shared != null) {
            shared.futures().forEach(future -> future.complete(outcome));
        }
    }

    private static long ttl(Message message) {
        long ttl = LONGEST;
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            for (Record record : message.getSection(section)) {
                ttl = record instanceof OPTRecord ? ttl : Math.min(ttl, RecordReader.ttl(record));
            }
        }
        return Math.max(ttl, SHORTEST);
    }

    /** Ends all that is under way. */
    void close() {
        List<Shared> all = List.copyOf(underWay.values());
        underWay.clear();
        for (Shared shared : all) {
            shared.asking().cancel();
            shared.futures().forEach(future -> future.complete(new Outcome(null, "the client was closed")));
        }
    }
}
