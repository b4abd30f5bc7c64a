package io.mailsonde.testkit.smtp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What a server accepts and refuses, and what becomes of the messages that it takes. {@link Personalities} has those of the field; they are put
 * together by {@link #with(Personality)}. What none of them decides is accepted.
 *
 * <p>Immutable, except that greylisting remembers whom it has seen; may be used by several servers and threads.
 */
public final class Personality {
    /** What a personality can do besides deciding. */
    enum Feature {
        AUTH,
        XCLIENT,
        PROXY,
        PROXY_REQUIRED,
        KEEPS_PLAINTEXT
    }

    private final String name;
    private final BiFunction<Stage, Visit, Optional<Reply>> judge;
    private final Set<Feature> features;
    private final List<Consumer<Message>> receivers;
    private final List<InetSocketAddress> relays;

    private Personality(
            String name,
            BiFunction<Stage, Visit, Optional<Reply>> judge,
            Set<Feature> features,
            List<Consumer<Message>> receivers,
            List<InetSocketAddress> relays) {
        this.name = name;
        this.judge = judge;
        this.features = features;
        this.receivers = receivers;
        this.relays = relays;
    }

    /**
     * A personality of one's own.
     *
     * @param name how it is called in messages
     * @param judge decides on a reply, or on none to leave it to other personalities; runs for each command on the server's threads, several at
     *     once, and must not block
     * @return the personality
     */
    public static Personality judging(String name, BiFunction<Stage, Visit, Optional<Reply>> judge) {
        return new Personality(name, judge, Set.of(), List.of(), List.of());
    }

    Personality able(Feature first, Feature... more) {
        Set<Feature> all = EnumSet.of(first, more);
        all.addAll(features);
        return new Personality(name, judge, all, receivers, relays);
    }

    /**
     * This personality with another over it.
     *
     * @param other what decides first
     * @return both together
     */
    public Personality with(Personality other) {
        Set<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(features);
        all.addAll(other.features);
        return new Personality(
                name + " + " + other.name,
                (stage, visit) -> other.judge.apply(stage, visit).or(() -> judge.apply(stage, visit)),
                all,
                both(receivers, other.receivers),
                both(relays, other.relays));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /**
     * The same personality, which gives each message that it has taken to a receiver.
     *
     * @param receiver runs on the server's thread for deliveries, one message at a time; what it throws becomes a problem of the server
     * @return the personality
     */
    public Personality delivering(Consumer<Message> receiver) {
        return new Personality(name, judge, features, both(receivers, List.of(receiver)), relays);
    }

    /**
     * The same personality, which sends each message that it has taken on to another server, by SMTP without TLS and with a {@code Received}
     * field before it. All recipients go there; those in the forms {@code T%C@H}, {@code C!T@H}, {@code T@C@H} and {@code "T@C"@H} become
     * {@code T@C}, whatever H is or without it.
     *
     * @param server where it listens
     * @return the personality
     */
    public Personality relayingTo(InetSocketAddress server) {
        return new Personality(name, judge, features, receivers, both(relays, List.of(server)));
    }

    Optional<Reply> judge(Stage stage, Visit visit) {
        return judge.apply(stage, visit);
    }

    boolean can(Feature feature) {
        return features.contains(feature);
    }

    List<Consumer<Message>> receivers() {
        return receivers;
    }

    List<InetSocketAddress> relays() {
        return relays;
    }

    @Override
    public String toString() {
        return name;
    }
}
