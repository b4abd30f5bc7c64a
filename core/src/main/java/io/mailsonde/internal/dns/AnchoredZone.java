package io.mailsonde.internal.dns;

import io.mailsonde.dns.DnssecState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The zone of a trust anchor, as the resolvers see it. Its keys are fetched and checked once, and again every few minutes at most; whoever
 * asks meanwhile is given what was found before. Safe for use by several threads.
 */
final class AnchoredZone {
    private static final long GOOD_NANOS = Duration.ofMinutes(15).toNanos();
    private static final long BROKEN_NANOS = Duration.ofMinutes(3).toNanos();
    private static final long BROKEN_SECONDS = Duration.ofMinutes(3).toSeconds();

    private record Finding(@Nullable Verdict broken, long at) {}

    private final Name name;
    private final DnsConfig config;
    private final Validator validator;
    private @Nullable Finding finding;
    private @Nullable CompletableFuture<@Nullable Verdict> priming;

    AnchoredZone(Name name, DnsConfig config, Validator validator) {
        this.name = name;
        this.config = config;
        this.validator = validator;
    }

    /** The verdict on everything below the anchor where its keys are not good; null where they are. */
    synchronized CompletableFuture<@Nullable Verdict> state() {
        Finding known = finding;
        if (known != null) {
            long age = config.ticker().nanos() - known.at();
            if (age > (known.broken() == null ? GOOD_NANOS : BROKEN_NANOS) && priming == null) {
                var unused = prime();
            }
            return CompletableFuture.completedFuture(known.broken());
        }
        return priming == null ? prime() : priming;
    }

    /** A bogus answer stays bogus only if the anchor's own keys are good at that time. */
    CompletableFuture<Verdict> confirm(Verdict bogus) {
        return prime().thenApply(broken -> broken == null ? bogus : broken);
    }

    private CompletableFuture<@Nullable Verdict> prime() {
        Message query = new Message(0);
        query.getHeader().setFlag(Flags.RD);
        query.addRecord(Record.newRecord(name, Type.DNSKEY, DClass.IN), Section.QUESTION);
        CompletableFuture<@Nullable Verdict> primed = new CompletableFuture<>();
        synchronized (this) {
            priming = primed;
        }
        var unused = validator.validate(query, null).thenAccept(verdict -> {
            Verdict broken = verdict.state() == DnssecState.SECURE ? null : broken(verdict);
            synchronized (this) {
                finding = new Finding(broken, config.ticker().nanos());
                priming = null;
            }
            primed.complete(broken);
        });
        return primed;
    }

    private Verdict broken(Verdict keys) {
        String zone = name.equals(Name.root) ? "the root" : RecordReader.name(name);
        String why = switch (keys.state()) {
            case BOGUS -> zone + " of the DNS servers is not the one of the trust anchors";
            case INSECURE -> "the keys of " + zone + " cannot be checked here";
            case SECURE, INDETERMINATE -> "the keys of " + zone + " could not be had";
        };
        return new Verdict(DnssecState.INDETERMINATE, why + " (" + keys.detail() + ")", BROKEN_SECONDS);
    }
}
