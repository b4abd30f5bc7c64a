package io.mailsonde.checks.dns.fcrdns;

import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One row of the scenario table: what the DNS holds, and what has to come out, no more and no less.
 *
 * @param name what is the case
 * @param dns sets up the server
 * @param target what is checked
 * @param scope what is in scope
 * @param outcome how the check has to end
 * @param reason why, where it is undecided
 * @param findings every finding, with its arguments, in any order; each other one is forbidden
 */
record Scenario(
        String name,
        Consumer<ScriptedDns> dns,
        HostAddress target,
        Scope scope,
        Class<? extends Outcome> outcome,
        Optional<Reason> reason,
        List<Expected> findings) {

    /** A finding with its arguments. */
    record Expected(String id, Record args) {}

    static Builder of(String name, String address) {
        return new Builder(name, HostAddress.of(address));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Reads like the row. */
    static final class Builder {
        private final String name;
        private HostAddress target;
        private Scope scope = Scope.dnsOnly();
        private Consumer<ScriptedDns> dns = server -> {};
        private final List<Expected> findings = new ArrayList<>();

        private Builder(String name, HostAddress target) {
            this.name = name;
            this.target = target;
        }

        Builder role(HostAddress.Role role) {
            target = target.as(role);
            return this;
        }

        Builder scope(Scope other) {
            scope = other;
            return this;
        }

        Builder dns(Consumer<ScriptedDns> setUp) {
            dns = setUp;
            return this;
        }

        <A extends Record> Builder finds(FindingType<A> type, A args) {
            findings.add(new Expected(type.id(), args));
            return this;
        }

        Scenario passes() {
            return end(Outcome.Passed.class, Optional.empty());
        }

        Scenario fails() {
            return end(Outcome.Failed.class, Optional.empty());
        }

        Scenario undecided(Reason reason) {
            return end(Outcome.Inconclusive.class, Optional.of(reason));
        }

        private Scenario end(Class<? extends Outcome> outcome, Optional<Reason> reason) {
            return new Scenario(name, dns, target, scope, outcome, reason, List.copyOf(findings));
        }
    }
}
