package io.mailsonde.internal.net;

import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.check.Step;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.mailsonde.wire.Wire;
import io.mailsonde.witness.Witness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A wire that dials by the rig and counts messages, and nothing else. */
final class RigWire implements Wire {
    private final Rig rig;
    private final Dialer dialer;
    private final RunBudget run;
    private final UnaryOperator<Peer> route;

    RigWire(Rig rig) {
        this(rig, UnaryOperator.identity());
    }

    /** A wire that leads elsewhere than to where it is asked, for the ports that a test cannot have. */
    RigWire(Rig rig, UnaryOperator<Peer> route) {
        this.rig = rig;
        this.dialer = rig.dialer();
        this.run = dialer.newRun();
        this.route = route;
    }

    @Override
    public Scope scope() {
        return rig.scope;
    }

    @Override
    public Set<Consent> granted() {
        return rig.scope.granted();
    }

    @Override
    public Step<DnsAnswer> query(DnsQuestion question) {
        return Step.missed(Reason.LOCAL_FAILURE, "there is no resolver");
    }

    @Override
    public Step<DnsAnswer> query(InetSocketAddress asked, DnsQuestion question) {
        return query(question);
    }

    @Override
    public Step<Connection> dial(Peer peer) {
        return Step.of(rig.dial(dialer, route.apply(peer), run));
    }

    @Override
    public Identity identity() {
        return rig.identity;
    }

    @Override
    public Limits limits() {
        return rig.limits;
    }

    @Override
    public Optional<Witness> witness() {
        return Optional.empty();
    }

    @Override
    public Instant now() {
        return Rig.NOON;
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofMinutes(5);
    }

    @Override
    public String token() {
        return "t23456789abcdefghijkmnpqrs";
    }

    @Override
    public Optional<String> message(Peer peer) {
        return run.message(peer.address());
    }

    @Override
    public <V> Step<V> await(String awaited, CompletionStage<V> stage, Duration within) {
        return Step.missed(Reason.LOCAL_FAILURE, "nothing is awaited here");
    }

    @Override
    public Step<Duration> pause(Duration time) {
        return Step.missed(Reason.LOCAL_FAILURE, "nobody pauses here");
    }
}
