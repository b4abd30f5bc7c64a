package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who is let in when; the time is whatever the test says. */
class BudgetTest {
    private static final InetAddress A = IpAddresses.parse("192.0.2.1");
    private static final InetAddress B = IpAddresses.parse("192.0.2.2");
    private static final InetAddress C = IpAddresses.parse("192.0.2.3");
    private static final InetAddress ELSEWHERE = IpAddresses.parse("198.51.100.1");

    /** The reading of a ticker may be negative. */
    private long now = -5_000;

    private Budget<String> budget = budget(2, Duration.ZERO, 100);

    private Budget<String> budget(int perAddress, Duration every, int perNetwork) {
        return new Budget<>(Rig.limits(perAddress, every, perNetwork), now);
    }

    private void enter(InetAddress address, String... waiters) {
        for (String waiter : waiters) {
            assertThat(budget.enter(waiter, address, now)).isEmpty();
        }
    }

    private void assertDue(String... waiters) {
        assertThat(budget.due(now)).containsExactly(waiters);
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    private void assertNextAfter(Duration time) {
        assertThat(budget.nanosToNext(now)).isEqualTo(OptionalLong.of(time.toNanos()));
    }

    @Test
    void so_many_at_once_to_one_address_and_the_others_in_the_order_of_asking() {
        enter(A, "1", "2", "3", "4");

        assertDue("1", "2");
        assertDue();
        budget.release(A, now);
        assertDue("3");
        budget.release(A, now);
        budget.release(A, now);
        assertDue("4");
    }

    @Test
    void so_long_between_two_connections_to_one_address() {
        budget = budget(2, Duration.ofMillis(500), 100);
        enter(A, "1", "2");

        assertDue("1");
        assertNextAfter(Duration.ofMillis(500));
        after(Duration.ofMillis(499));
        assertDue();
        after(Duration.ofMillis(1));
        assertDue("2");
    }

    @Test
    void the_pause_counts_after_the_connection_has_ended_too() {
        budget = budget(2, Duration.ofMillis(500), 100);
        enter(A, "1");
        assertDue("1");
        budget.release(A, now);

        enter(A, "2");

        assertDue();
        after(Duration.ofMillis(500));
        assertDue("2");
    }

    @Test
    void so_many_at_once_to_one_network() {
        budget = budget(2, Duration.ZERO, 3);
        enter(A, "a1", "a2");
        enter(B, "b1", "b2");
        enter(ELSEWHERE, "e1");

        assertDue("a1", "b1", "a2", "e1");
        budget.release(A, now);
        assertDue("b2");
    }

    @Test
    void an_ipv6_network_is_a_48() {
        budget = budget(2, Duration.ZERO, 1);
        enter(IpAddresses.parse("2001:db8:0:1::1"), "1");
        enter(IpAddresses.parse("2001:db8:0:ffff::1"), "2");
        enter(IpAddresses.parse("2001:db8:1::1"), "3");

        assertDue("1", "3");
    }

    @Test
    void the_addresses_of_a_network_take_turns() {
        budget = budget(1, Duration.ZERO, 1);
        enter(A, "a1", "a2", "a3");
        enter(B, "b1");
        enter(C, "c1", "c2");

        assertDue("a1");
        assertReleaseLetsIn(A, "b1");
        assertReleaseLetsIn(B, "c1");
        assertReleaseLetsIn(C, "a2");
        assertReleaseLetsIn(A, "c2");
        assertReleaseLetsIn(C, "a3");
    }

    private void assertReleaseLetsIn(InetAddress released, String next) {
        budget.release(released, now);
        assertDue(next);
    }

    @Test
    void a_full_network_keeps_no_other_network_waiting() {
        budget = budget(1, Duration.ZERO, 1);
        enter(A, "a1", "a2");
        enter(B, "b1");
        assertDue("a1");

        enter(ELSEWHERE, "e1");

        assertDue("e1");
    }

    @Test
    void after_a_complaint_one_at_once_and_a_cooldown_apart() {
        enter(A, "1", "2", "3", "4");
        assertDue("1", "2");
        budget.tooMuch(A, now);
        after(Duration.ofMinutes(1));
        budget.release(A, now);
        assertDue();
        budget.release(A, now);
        assertDue("3");
        budget.release(A, now);
        assertDue();
        assertNextAfter(Duration.ofSeconds(30));
        after(Duration.ofSeconds(30));
        assertDue("4");
    }

    @Test
    void the_first_connection_after_a_complaint_waits_for_a_cooldown() {
        enter(A, "1");
        assertDue("1");
        budget.tooMuch(A, now);
        budget.release(A, now);
        enter(A, "2");

        after(Duration.ofSeconds(29));
        assertDue();
        after(Duration.ofSeconds(1));
        assertDue("2");
    }

    @Test
    void a_complaint_does_not_slow_the_neighbours() {
        budget.tooMuch(A, now);
        enter(B, "b1", "b2");

        assertDue("b1", "b2");
    }

    @Test
    void a_complaint_is_remembered_for_ten_cooldowns_after_the_last_connection() {
        enter(A, "1");
        assertDue("1");
        budget.tooMuch(A, now);
        after(Duration.ofHours(1));
        budget.release(A, now);

        after(Duration.ofSeconds(299));
        enter(A, "2", "3");
        assertDue("2");
        budget.release(A, now);
        budget.withdraw("3", A, now);
        after(Duration.ofMinutes(5));
        assertDue();

        assertThat(budget.remembered()).isZero();
        enter(A, "4", "5");
        assertDue("4", "5");
    }

    @Test
    void who_leaves_the_queue_is_not_served() {
        enter(A, "1", "2", "3", "4");
        assertDue("1", "2");

        assertThat(budget.withdraw("3", A, now)).isTrue();

        assertThat(budget.withdraw("3", A, now)).isFalse();
        assertThat(budget.withdraw("1", A, now)).isFalse();
        assertThat(budget.withdraw("1", ELSEWHERE, now)).isFalse();
        budget.release(A, now);
        assertDue("4");
    }

    @Test
    void a_permit_is_given_back_once() {
        enter(A, "1");
        assertDue("1");
        budget.release(A, now);

        assertThatIllegalStateException()
                .isThrownBy(() -> budget.release(A, now))
                .withMessage("nobody holds a permit for 192.0.2.1");
    }

    @Test
    void the_queue_of_an_address_has_an_end() {
        for (int i = 0; i < Budget.WAITING_PER_ADDRESS; i++) {
            enter(A, "a" + i);
        }

        assertThat(budget.enter("late", A, now)).contains("1000 connections to 192.0.2.1 wait for their turn already");
        assertThat(budget.due(now)).hasSize(2);
        enter(A, "later");
    }

    @Test
    void the_queue_of_a_network_has_an_end_and_a_refusal_leaves_nothing_behind() {
        for (int i = 0; i < Budget.WAITING_PER_NETWORK; i++) {
            enter(IpAddresses.parse("192.0.2." + (10 + i % 4)), "w" + i);
        }
        int before = budget.remembered();

        assertThat(budget.enter("late", A, now))
                .contains("4000 connections to 192.0.2.0/24 wait for their turn already");

        assertThat(budget.remembered()).isEqualTo(before);
    }

    @Test
    void a_fleet_leaves_nothing_behind() {
        budget = budget(2, Duration.ofMillis(500), 20);
        int served = 0;
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            InetAddress address = IpAddresses.ofBytes(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i});
            budget.enter("w" + i, address, now);
            served += budget.due(now).size();
            budget.release(address, now);
            most = Math.max(most, budget.remembered());
            after(Duration.ofMillis(1));
        }

        assertThat(served).isEqualTo(100_000);
        assertThat(most).isLessThan(2_000);
        after(Duration.ofMillis(500));
        assertDue();
        assertThat(budget.remembered()).isZero();
        assertThat(budget.nanosToNext(now)).isEmpty();
    }
}
