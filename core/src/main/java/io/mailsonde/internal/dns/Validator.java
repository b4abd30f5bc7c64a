package io.mailsonde.internal.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** dnsjava's validator with our trust anchors: one reply in, one verdict out, all of it on the executor for signatures. */
final class Validator {
    /** Longer reasons, which quote whole sets of records, are cut. */
    private static final int MOST_TEXT = 300;

    private static final String KEYS_REMEMBERED = "10000";

    private final DnsConfig config;
    private final ValidatingResolver dnsjava;

    Validator(DnsConfig config, KeyMaterial material) {
        this.config = config;
        dnsjava = new ValidatingResolver(
                new ValidationPass.Head(material), config.clock().withZone(ZoneOffset.UTC));
        Properties settings = new Properties();
        settings.setProperty("dnsjava.dnssec.keycache.max_size", KEYS_REMEMBERED);
        try {
            dnsjava.init(settings);
        } catch (IOException impossible) {
            throw new UncheckedIOException("without a file of anchors nothing is read", impossible);
        }
        // A system property may have put others there.
        dnsjava.getTrustAnchors().clear();
        Map<String, RRset> sets = new HashMap<>();
        for (Record record : config.anchors().records()) {
            String key = record.getName() + " " + record.getType();
            sets.computeIfAbsent(key, unused -> new RRset()).addRR(record);
        }
        sets.values().forEach(dnsjava.getTrustAnchors()::store);
    }

    /** Validates a reply, or, for null, asks for the query's reply and validates that. */
    CompletableFuture<Verdict> validate(Message query, @Nullable Message reply) {
        ValidationPass pass = new ValidationPass(config.crypto(), reply);
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        try {
            pass.execute(() -> run(pass, query, verdict));
        } catch (RejectedExecutionException shutDown) {
            verdict.complete(Verdict.troubled("the executor for validation is shut down"));
        }
        return verdict;
    }

    private void run(ValidationPass pass, Message query, CompletableFuture<Verdict> verdict) {
        try {
            var unused = dnsjava.sendAsync(query, pass)
                    .whenComplete((validated, failure) -> verdict.complete(read(pass, validated, failure)));
        } catch (RuntimeException broken) {
            verdict.complete(read(pass, null, broken));
        }
    }

    private static Verdict read(ValidationPass pass, @Nullable Message validated, @Nullable Throwable failure) {
        String trouble = pass.trouble();
        if (trouble != null) {
            return Verdict.troubled(trouble);
        }
        if (validated == null) {
            return Verdict.troubled("validation broke off: " + failure);
        }
        if (validated.getHeader().getFlag(Flags.AD)) {
            return Verdict.secure();
        }
        String reason = reason(validated);
        int rcode = validated.getHeader().getRcode();
        boolean withheld = rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
        return withheld ? Verdict.bogus(reason) : Verdict.insecure(reason);
    }

    private static String reason(Message validated) {
        List<Record> additional = validated.getSection(Section.ADDITIONAL);
        for (Record record : additional) {
            boolean told = record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS
                    && record.getName().equals(Name.root);
            if (told && record instanceof TXTRecord text) {
                String reason = String.join("", text.getStrings());
                return reason.length() > MOST_TEXT ? reason.substring(0, MOST_TEXT) + "..." : reason;
            }
        }
        return "no reason was given";
    }
}
