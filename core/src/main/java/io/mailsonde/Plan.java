package io.mailsonde;

import io.mailsonde.check.Check;
import io.mailsonde.check.Discovered;
import io.mailsonde.check.Eyes;
import io.mailsonde.check.Observations;
import io.mailsonde.check.Probe;
import io.mailsonde.check.View;
import io.mailsonde.probes.MailExchangers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which checks on what: checks of one kind of target, and branches to other targets that are discovered from it. Immutable; every method
 * returns another plan.
 *
 * @param <T> the kind of target that it starts from
 */
public sealed class Plan<T extends Target> permits Plan.OfDomain {
    /** Stands in place of a check's id where there is no check for a target. */
    public static final String NO_CHECK = "target";

    private final Class<T> target;
    private final List<Check<? super T>> checks;
    private final List<Branch<T, ?>> branches;

    private Plan(Class<T> target, List<Check<? super T>> checks, List<Branch<T, ?>> branches) {
        this.target = target;
        this.checks = List.copyOf(checks);
        this.branches = List.copyOf(branches);
    }

    /**
     * An empty plan for mail domains.
     *
     * @return the plan
     */
    public static OfDomain forDomain() {
        return new OfDomain(List.of(), List.of());
    }

    /**
     * An empty plan for any kind of target.
     *
     * @param target the kind
     * @return the plan
     * @param <T> the kind of target
     */
    public static <T extends Target> Plan<T> forEach(Class<T> target) {
        return new Plan<>(target, List.of(), List.of());
    }

    /**
     * A plan of one check.
     *
     * @param check the check
     * @return the plan
     * @param <T> the kind of target
     */
    public static <T extends Target> Plan<T> of(Check<T> check) {
        return forEach(check.target()).with(List.of(check));
    }

    /**
     * Plans for several kinds of targets as one, for a list in which they are mixed: each target gets every plan of its kind.
     *
     * @param plans the plans
     * @return the plan; a target of a kind that none of them takes, or for which none has a check, has one result that says so, under
     *     {@value #NO_CHECK} in place of a check's id: {@link Reason#MALFORMED_TARGET} for a {@link MalformedTarget}, else
     *     {@link Reason#NOT_APPLICABLE}
     */
    public static Plan<Target> forKinds(Collection<? extends Plan<?>> plans) {
        List<Branch<Target, ?>> branches = new ArrayList<>();
        plans.stream()
                .filter(plan -> !plan.allChecks().isEmpty())
                .forEach(plan -> branches.add(new Branch.OfKind<>(plan)));
        Set<Class<?>> kinds =
                branches.stream().map(branch -> branch.plan().target()).collect(Collectors.toSet());
        branches.add(new Branch.OfNoKind(kinds));
        return new Plan<>(Target.class, List.of(), branches);
    }

    /**
     * The same plan and these checks.
     *
     * @param more checks of this plan's kind of target
     * @return the plan
     */
    public Plan<T> with(Collection<? extends Check<? super T>> more) {
        return new Plan<>(target, joined(checks, more), branches);
    }

    /**
     * The same plan and another for each target that is discovered from this plan's.
     *
     * @param discovery discovers them; where it misses, every check of the branch says so
     * @param plan what to do with each
     * @return the plan
     * @param <S> the kind of target that is discovered
     */
    public <S extends Target> Plan<T> each(View<T, Discovered<S>> discovery, Plan<S> plan) {
        return new Plan<>(target, checks, joined(branches, List.of(new Branch.Discovering<>(discovery, plan))));
    }

    /** A plan for mail domains, which knows how to get from a domain to its hosts. */
    public static final class OfDomain extends Plan<MailDomain> {
        private OfDomain(List<Check<? super MailDomain>> checks, List<Branch<MailDomain, ?>> branches) {
            super(MailDomain.class, checks, branches);
        }

        @Override
        public OfDomain with(Collection<? extends Check<? super MailDomain>> more) {
            return new OfDomain(joined(checks(), more), branches());
        }

        @Override
        public <S extends Target> OfDomain each(View<MailDomain, Discovered<S>> discovery, Plan<S> plan) {
            return new OfDomain(checks(), joined(branches(), List.of(new Branch.Discovering<>(discovery, plan))));
        }

        /**
         * The same plan and another for each address of the domain's mail exchangers, in the role {@link HostAddress.Role#INBOUND}.
         *
         * @param plan what to do with each
         * @return the plan
         */
        public OfDomain eachAddress(Plan<HostAddress> plan) {
            return each(MailExchangers.ADDRESSES, plan);
        }

        /**
         * The same plan and another for each listener on port 25 of the domain's mail exchangers.
         *
         * @param plan what to do with each
         * @return the plan
         */
        public OfDomain eachMailHost(Plan<MailHost> plan) {
            return each(MailExchangers.HOSTS, plan);
        }

        /**
         * The same plan and another for each of some listeners of the domain's mail exchangers.
         *
         * @param plan what to do with each
         * @param ports the ports, such as 25, 465 and 587; at least one
         * @return the plan
         * @throws IllegalArgumentException if there is none, or one is not between 1 and 65535
         */
        public OfDomain eachMailHost(Plan<MailHost> plan, int... ports) {
            return each(MailExchangers.listeners(ports), plan);
        }
    }

    /**
     * The kind of target that it starts from.
     *
     * @return the class
     */
    public Class<T> target() {
        return target;
    }

    List<Check<? super T>> checks() {
        return checks;
    }

    List<Branch<T, ?>> branches() {
        return branches;
    }

    /**
     * Every check of this plan and of its branches.
     *
     * @return them, in order
     */
    public List<Check<?>> allChecks() {
        List<Check<?>> all = new ArrayList<>(checks);
        branches.forEach(branch -> all.addAll(branch.plan().allChecks()));
        return all;
    }

    /**
     * The probes that it may use.
     *
     * @return them all, each once
     */
    public Set<Probe<?, ?>> probes() {
        Set<Probe<?, ?>> all = new LinkedHashSet<>();
        checks.forEach(check -> all.addAll(check.probes()));
        branches.forEach(branch -> all.addAll(branch.probes()));
        return all;
    }

    /**
     * The consents without which one of its checks is skipped.
     *
     * @return them, with all that they imply
     */
    public Set<Consent> consents() {
        return consents(Check::consents);
    }

    /**
     * The consents with which one of its checks can say more.
     *
     * @return them, with all that they imply
     */
    public Set<Consent> furtherConsents() {
        return consents(Check::furtherConsents);
    }

    private Set<Consent> consents(Function<Check<?>, Set<Consent>> of) {
        Set<Consent> all = new LinkedHashSet<>();
        allChecks().forEach(check -> all.addAll(of.apply(check)));
        return Consent.closure(all);
    }

    /**
     * What it would do, before anything is sent: to be read by whoever consents.
     *
     * @param scope in which it would run
     * @return a few lines of text
     */
    public String describe(Scope scope) {
        Set<Consent> lacking = new LinkedHashSet<>(consents());
        lacking.removeAll(scope.granted());
        Set<Consent> further = new LinkedHashSet<>(furtherConsents());
        further.removeAll(scope.granted());
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "checks",
                String.join(
                        ", ",
                        allChecks().stream()
                                .map(check -> check.info().id())
                                .distinct()
                                .toList()));
        lines.put(
                "looks",
                String.join(
                        ", ",
                        probes().stream()
                                .map(p -> p.id() + " through " + p.capability())
                                .toList()));
        lines.put("scope", scope.toString());
        lines.put("needs consent to", Consent.text(consents()));
        lines.put("lacks", Consent.text(lacking));
        lines.put("could use", Consent.text(further));
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, line) -> text.append(name).append(": ").append(line).append('\n'));
        return text.toString();
    }

    /**
     * Examines one target. Called by the runtime.
     *
     * @param eyes what to see through
     * @param root the target to start from
     * @return the results in the order of the plan, under way; never completes exceptionally
     */
    public CompletionStage<List<CheckResult>> examine(Eyes eyes, T root) {
        List<CompletionStage<List<CheckResult>>> parts = new ArrayList<>();
        checks.forEach(check -> parts.add(eyes.examine(check, root).thenApply(List::of)));
        branches.forEach(branch -> parts.add(branch.examine(eyes, root)));
        return all(parts);
    }

    /**
     * Judges what was seen before, without any network.
     *
     * @param seen stored observations, with the targets that their run was asked about
     * @return the report; the same outcomes as then, for the same plan
     */
    public Report judge(Observations seen) {
        List<T> roots = branches.stream().anyMatch(Branch.OfNoKind.class::isInstance)
                ? branches.stream()
                        .flatMap(branch -> seen.roots(branch.plan().target()).stream())
                        .map(target::cast)
                        .toList()
                : seen.roots(target);
        List<CheckResult> results = all(roots.stream()
                        .map(root -> examine(seen, root))
                        .toList())
                .toCompletableFuture()
                .join();
        Instant oldest =
                results.stream().map(CheckResult::at).min(Instant::compareTo).orElse(Instant.EPOCH);
        return new Report(
                List.copyOf(roots), seen.granted(), results, seen.sightings(), List.of(), oldest, Duration.ZERO);
    }

    static CompletionStage<List<CheckResult>> all(List<CompletionStage<List<CheckResult>>> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        CompletableFuture<?>[] futures =
                parts.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(futures)
                .thenApply(done -> parts.stream()
                        .flatMap(part -> part.toCompletableFuture().join().stream())
                        .toList());
    }

    private static <E> List<E> joined(Collection<? extends E> a, Collection<? extends E> b) {
        List<E> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }
}
