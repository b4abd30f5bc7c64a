package io.mailsonde.internal.run;

import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Target;
import io.mailsonde.check.Check;
import io.mailsonde.check.Eyes;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import io.mailsonde.internal.jfr.Flight;
import io.mailsonde.internal.jfr.Flights;
import io.mailsonde.internal.net.RunBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The eyes of one run: each (probe, target) is looked at once, and everything ends when the run ends. */
final class RunEyes implements Eyes {
    /** Why there is nothing to see. */
    private record End(Reason reason, String detail) {}

    /** A look that this run waits for. */
    private record Wait<O extends Record>(CompletableFuture<Sighting<O>> sighting) {}

    private final Shared shared;
    private final long run;
    private final RunBudget budget;
    private final long until;
    private final Reuse reuse;
    private final Map<LookKey, Wait<?>> waits = new ConcurrentHashMap<>();
    private final Map<LookKey, Wait<?>> looks = new ConcurrentHashMap<>();
    private final Map<String, Probe<?, ?>> probes = new ConcurrentHashMap<>();
    private final Set<Consumer<End>> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable End end;

    RunEyes(Shared shared, long run, Duration within, Reuse reuse) {
        this.until = shared.ticker().nanos() + within.toNanos();
        this.shared = shared;
        this.run = run;
        this.budget = shared.dialer().newRun();
        this.reuse = reuse;
    }

    @Override
    public Set<Consent> granted() {
        return shared.scope().granted();
    }

    @Override
    public <T extends Target> CompletionStage<CheckResult> examine(Check<? super T> check, T target) {
        long start = shared.ticker().nanos();
        Flight<CheckResult> flight = Flights.check(run);
        CompletionStage<CheckResult> examined;
        try {
            examined = check.examine(this, target);
        } catch (RuntimeException | Error e) {
            String id = check.info().id();
            examined = CompletableFuture.completedFuture(CheckResult.of(
                    id, target, Outcome.undone(Reason.CHECK_BUG, "check " + id + " failed with " + e), List.of()));
        }
        return examined.thenApply(result -> {
            CheckResult timed = result.took(Duration.ofNanos(shared.ticker().nanos() - start));
            flight.end(timed);
            shared.listener().judged(run, timed);
            return timed;
        });
    }

    @Override
    public <T extends Target, O extends Record> CompletionStage<Sighting<O>> look(Probe<T, O> probe, T target) {
        Probe<?, ?> namesake = probes.putIfAbsent(probe.id(), probe);
        if (namesake != null && namesake != probe) {
            return missed(probe, target, Reason.CHECK_BUG, "two probes are called " + probe.id());
        }
        Set<Consent> lacking = new LinkedHashSet<>(probe.consents());
        lacking.removeAll(granted());
        if (!lacking.isEmpty()) {
            return missed(
                    probe, target, Reason.NOT_CONSENTED, probe.id() + " needs consent to " + Consent.text(lacking));
        }
        Wait<O> mine = new Wait<>(new CompletableFuture<>());
        Wait<?> earlier = waits.putIfAbsent(new LookKey(probe.id(), target), mine);
        if (earlier != null) {
            @SuppressWarnings("unchecked") // the only probe of this id
            Wait<O> same = (Wait<O>) earlier;
            return same.sighting();
        }
        try {
            Wait<?> twin = looks.putIfAbsent(LookKey.of(probe, target), mine);
            if (twin == null) {
                begin(probe, target, mine.sighting());
            } else {
                @SuppressWarnings("unchecked") // the only probe of this id
                Wait<O> same = (Wait<O>) twin;
                CompletableFuture<Void> unused =
                        same.sighting().thenAccept(seen -> mine.sighting().complete(seen.answeringFor(target)));
            }
        } catch (RuntimeException | Error e) {
            mine.sighting().complete(miss(probe, target, new End(Reason.CHECK_BUG, probe.id() + " failed with " + e)));
        }
        return mine.sighting();
    }

    private <O extends Record> Sighting<O> miss(Probe<?, O> probe, Target target, End why) {
        return new Sighting<>(
                probe.id(),
                target,
                Observed.missed(why.reason(), why.detail()),
                List.of(),
                shared.clock().instant());
    }

    private <O extends Record> CompletionStage<Sighting<O>> missed(
            Probe<?, O> probe, Target target, Reason reason, String detail) {
        return CompletableFuture.completedFuture(miss(probe, target, new End(reason, detail)));
    }

    private <T extends Target, O extends Record> void begin(
            Probe<T, O> probe, T target, CompletableFuture<Sighting<O>> sighting) {
        End over = end;
        Optional<Reuse.From> from = reuse.of(probe, shared.store());
        if (over != null) {
            sighting.complete(miss(probe, target, over));
        } else if (from.isPresent()) {
            SightingStore.Taken<T, O> taken = from.get()
                    .store()
                    .take(
                            probe,
                            target,
                            from.get().age(),
                            keep -> new SharedLook<>(shared, probe, target, budget, until, keep));
            taken.sighting().ifPresent(seen -> sighting.complete(seen.answeringFor(target)));
            taken.look().ifPresent(look -> follow(look, probe, target, sighting, taken.toStart()));
        } else {
            follow(new SharedLook<>(shared, probe, target, budget, until, seen -> {}), probe, target, sighting, true);
        }
    }

    /** Waits for a look, but no longer than the run goes on. */
    private <T extends Target, O extends Record> void follow(
            SharedLook<T, O> look,
            Probe<T, O> probe,
            T target,
            CompletableFuture<Sighting<O>> sighting,
            boolean start) {
        Consumer<End> leave = over -> {
            look.leave(over.reason(), over.detail());
            // a look that goes on for other runs is missed by this one
            sighting.complete(miss(probe, target, over));
        };
        open.add(leave);
        CompletableFuture<Void> unused = look.sighting().thenAccept(seen -> {
            open.remove(leave);
            sighting.complete(seen.answeringFor(target));
        });
        End over = end;
        if (over != null && open.remove(leave)) {
            leave.accept(over);
        }
        if (start) {
            look.start(); // even then: another run may have joined, and waits for it
        }
    }

    /** Ends every look of this run, and every look that it may still be asked for. Does nothing the second time. */
    void end(Reason reason, String detail) {
        End over = new End(reason, detail);
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = over;
        }
        for (Consumer<End> leave : List.copyOf(open)) {
            if (open.remove(leave)) {
                leave.accept(over);
            }
        }
    }

    /** Whether the run is over, so that nothing more is looked at. */
    boolean ended() {
        return end != null;
    }

    /** Everything that was looked at, in an order that does not depend on which answer came first. */
    List<Sighting<?>> sightings() {
        List<Sighting<?>> all = new ArrayList<>(waits.size());
        waits.values().forEach(wait -> all.add(wait.sighting().join()));
        all.sort(Comparator.<Sighting<?>, String>comparing(Sighting::probe)
                .thenComparing(sighting -> sighting.target().toString()));
        return all;
    }
}
