package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Limits;
import io.mailsonde.Network;
import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens in whatever order: never more than allowed, everybody is served, nothing is left behind. */
class BudgetProperties {
    private static final List<InetAddress> ADDRESSES = List.of(
            IpAddresses.parse("192.0.2.1"),
            IpAddresses.parse("192.0.2.2"),
            IpAddresses.parse("192.0.2.3"),
            IpAddresses.parse("2001:db8::1"));

    private enum Kind {
        ENTER,
        RELEASE,
        WITHDRAW,
        COMPLAIN,
        WAIT
    }

    private record Event(Kind kind, int address, int millis) {}

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Kind.ENTER),
                Tuple.of(6, Kind.RELEASE),
                Tuple.of(2, Kind.WITHDRAW),
                Tuple.of(1, Kind.COMPLAIN),
                Tuple.of(6, Kind.WAIT));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 120))
                .as(Event::new)
                .list()
                .ofMaxSize(120);
    }

    @Provide
    Arbitrary<Limits> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 50),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 200))
                .as((perAddress, every, perNetwork, cooldown) -> new Limits(
                        perAddress, Duration.ofMillis(every), perNetwork, 1, 1, 1, Duration.ofMillis(cooldown)));
    }

    @Property
    void limits_hold_and_everybody_is_served(@ForAll("limits") Limits limits, @ForAll("events") List<Event> events) {
        Model model = new Model(limits);
        events.forEach(model::happen);
        model.drain();
    }

    /** The rules once more, in their simplest form, beside the budget that is tried. */
    private static final class Model {
        private final Limits limits;
        private final Budget<Integer> budget;
        private final Map<InetAddress, Deque<Integer>> waiting = new HashMap<>();
        private final Map<InetAddress, Integer> open = new HashMap<>();
        private final Map<InetAddress, Long> last = new HashMap<>();
        private final Map<InetAddress, Long> complaint = new HashMap<>();
        private long now = 17;
        private int names;

        Model(Limits limits) {
            this.limits = limits;
            this.budget = new Budget<>(limits, now);
        }

        void happen(Event event) {
            InetAddress address = ADDRESSES.get(event.address());
            Deque<Integer> queue = waiting.computeIfAbsent(address, same -> new ArrayDeque<>());
            switch (event.kind()) {
                case ENTER -> {
                    queue.add(++names);
                    assertThat(budget.enter(names, address, now)).isEmpty();
                }
                case RELEASE -> {
                    if (open.getOrDefault(address, 0) > 0) {
                        release(address);
                    }
                }
                case WITHDRAW -> {
                    if (!queue.isEmpty()) {
                        assertThat(budget.withdraw(queue.removeLast(), address, now))
                                .isTrue();
                    }
                }
                case COMPLAIN -> {
                    budget.tooMuch(address, now);
                    complaint.put(address, now);
                }
                case WAIT -> now += Duration.ofMillis(event.millis()).toNanos();
            }
            serve();
        }

        private void release(InetAddress address) {
            budget.release(address, now);
            open.merge(address, -1, Integer::sum);
        }

        private void serve() {
            for (Integer served : budget.due(now)) {
                InetAddress address = ADDRESSES.stream()
                        .filter(one -> served.equals(
                                waiting.getOrDefault(one, new ArrayDeque<>()).peekFirst()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(served + " is not the first in any queue"));
                waiting.get(address).removeFirst();
                open.merge(address, 1, Integer::sum);
                assertAllowed(address);
                last.put(address, now);
            }
        }

        private void assertAllowed(InetAddress address) {
            assertThat(open.get(address)).isLessThanOrEqualTo(limits.perAddress());
            Network network = Network.around(address, 24, 48);
            assertThat(open.entrySet().stream()
                            .filter(entry -> network.contains(entry.getKey()))
                            .mapToInt(Map.Entry::getValue)
                            .sum())
                    .isLessThanOrEqualTo(limits.perNetwork());
            if (last.containsKey(address)) {
                assertThat(now - last.get(address))
                        .isGreaterThanOrEqualTo(limits.every().toNanos());
            }
            if (complaint.containsKey(address)) {
                long cooldown = limits.cooldown().toNanos();
                assertThat(now - complaint.get(address)).isGreaterThanOrEqualTo(cooldown);
                if (now - complaint.get(address) < Budget.COMPLAINT_COOLDOWNS * cooldown) {
                    assertThat(open.get(address)).isEqualTo(1);
                    assertThat(now - last.getOrDefault(address, now - cooldown)).isGreaterThanOrEqualTo(cooldown);
                }
            }
        }

        /** Connections end and time passes, as often as the budget says that it changes something. */
        void drain() {
            while (anybody() || budget.nanosToNext(now).isPresent()) {
                boolean released = false;
                for (InetAddress address : ADDRESSES) {
                    while (open.getOrDefault(address, 0) > 0) {
                        release(address);
                        released = true;
                    }
                }
                OptionalLong next = budget.nanosToNext(now);
                assertThat(released || next.isPresent())
                        .as("somebody waits for nothing")
                        .isTrue();
                now += next.orElse(0);
                serve();
            }
            List<Integer> unserved = new ArrayList<>();
            waiting.values().forEach(unserved::addAll);
            assertThat(unserved).isEmpty();
            assertThat(budget.remembered()).isZero();
        }

        private boolean anybody() {
            return open.values().stream().anyMatch(count -> count > 0)
                    || waiting.values().stream().anyMatch(queue -> !queue.isEmpty());
        }
    }
}
