package io.mailsonde.internal.dns;

import io.mailsonde.dns.DnssecState;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * What DNSSEC says of an answer (RFC 4035, section 4.3). Where the keys of a trust anchor's zone are foreign or cannot be had, everything
 * below it is indeterminate, without being looked at. Confined to the client's event loop, but for the signatures.
 */
final class Validation {
    private final DnsConfig config;
    private final EventLoop loop;
    private final @Nullable KeyMaterial material;
    private final @Nullable Validator validator;
    private final Map<Name, AnchoredZone> zones = new HashMap<>();
    private final boolean rootAlone;
    private volatile @Nullable String notice;

    Validation(DnsConfig config, Carrier carrier, Servers servers) {
        this.config = config;
        this.loop = carrier.loop();
        rootAlone = config.anchors().records().stream()
                .allMatch(record -> record.getName().equals(Name.root));
        boolean on = !config.anchors().records().isEmpty();
        material = on ? new KeyMaterial(config, carrier, servers) : null;
        validator = material == null ? null : new Validator(config, material);
    }

    /** Whether DNSSEC records are asked for at all. */
    boolean isOn() {
        return validator != null;
    }

    /** What a user should be told once. */
    Optional<String> notice() {
        return Optional.ofNullable(notice);
    }

    /** Judges the messages of one answer; {@code done} is told on the event loop. */
    void judge(List<SignedLink.Step> steps, int type, Consumer<Verdict> done) {
        if (validator == null) {
            done.accept(Verdict.unknown("there are no trust anchors"));
            return;
        }
        if (steps.stream().anyMatch(step -> step.message().getOPT() == null)) {
            done.accept(Verdict.unknown("the server does not speak EDNS (RFC 6891) and so gives no signatures"));
            return;
        }
        Verdict known = knownBroken();
        if (known != null) {
            done.accept(known);
            return;
        }
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (SignedLink link : SignedLink.of(steps, type, config.anchors())) {
            verdicts.add(judge(validator, link));
        }
        CompletableFuture<Verdict> whole = CompletableFuture.completedFuture(Verdict.secure());
        for (CompletableFuture<Verdict> verdict : verdicts) {
            whole = whole.thenCombine(verdict, Verdict::and);
        }
        inTime(whole, done);
    }

    /** Where the root's keys are the only anchor and are known to be no good here, every answer's verdict is known. */
    private @Nullable Verdict knownBroken() {
        AnchoredZone root = rootAlone ? zones.get(Name.root) : null;
        return root == null ? null : root.state().getNow(null);
    }

    private void inTime(CompletableFuture<Verdict> whole, Consumer<Verdict> done) {
        CompletableFuture<Verdict> first = new CompletableFuture<>();
        var timer = loop.schedule(
                () -> first.complete(Verdict.troubled("validation did not end within "
                        + Trace.text(config.limits().validation()))),
                config.limits().validation().toNanos(),
                TimeUnit.NANOSECONDS);
        var unusedWhole = whole.whenComplete((verdict, failure) ->
                first.complete(failure == null ? verdict : Verdict.troubled("validation broke off: " + failure)));
        var unusedFirst = first.thenAccept(verdict -> onLoop(() -> {
            timer.cancel(false);
            done.accept(verdict);
        }));
    }

    private CompletableFuture<Verdict> judge(Validator with, SignedLink link) {
        Optional<Name> anchor = config.anchors().above(link.owner());
        if (anchor.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Verdict.unknown("there is no trust anchor above " + RecordReader.name(link.owner())));
        }
        AnchoredZone zone = zones.computeIfAbsent(anchor.get(), name -> new AnchoredZone(name, config, with));
        return zone.state().thenCompose(broken -> {
            if (broken != null) {
                notice = "DNSSEC: " + broken.detail() + "; states are INDETERMINATE";
                return CompletableFuture.completedFuture(broken);
            }
            return with.validate(link.query(), link.reply())
                    .thenCompose(verdict -> verdict.state() == DnssecState.BOGUS
                            ? zone.confirm(verdict)
                            : CompletableFuture.completedFuture(verdict));
        });
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException shutDown) {
            // Nobody waits any more: the client completed all its callers when the loop went.
            return;
        }
    }

    void close() {
        if (material != null) {
            material.close();
        }
    }
}
