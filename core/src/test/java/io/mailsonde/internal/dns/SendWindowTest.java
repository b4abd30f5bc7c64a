package io.mailsonde.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

final class SendWindowTest {
    private static final WireQuery QUERY = WireQuery.of(Name.root, Type.NS, true, true, false);

    private final SendWindow window = new SendWindow(3);
    private final List<Flight> sent = new ArrayList<>();

    private void send(long now) {
        Flight flight = new Flight(QUERY, new SilentListener());
        window.sent(flight, now);
        sent.add(flight);
    }

    @Test
    void closes_when_as_many_as_allowed_are_unanswered_and_opens_with_an_answer() {
        send(0);
        send(0);
        assertThat(window.isOpen(1)).isTrue();
        send(0);
        assertThat(window.isOpen(1)).isFalse();

        window.done(sent.get(1));
        window.done(sent.get(1));
        assertThat(window.isOpen(1)).isTrue();
        send(1);
        assertThat(window.isOpen(2)).isFalse();
    }

    @Test
    void counts_what_was_sent_long_ago_while_the_server_answers_nothing() {
        send(0);
        send(0);
        send(0);

        assertThat(window.isOpen(SendWindow.STALL_NANOS - 1)).isFalse();
        assertThat(window.isOpen(SendWindow.STALL_NANOS)).isTrue();
    }

    @Test
    void does_not_count_what_was_sent_a_moment_ago_while_the_server_answers() {
        window.heard(SendWindow.MOMENT_NANOS - 5);
        send(0);
        send(0);
        send(10);

        assertThat(window.isOpen(SendWindow.MOMENT_NANOS - 1)).isFalse();
        assertThat(window.isOpen(SendWindow.MOMENT_NANOS)).isTrue();
        send(SendWindow.MOMENT_NANOS);
        send(SendWindow.MOMENT_NANOS);
        assertThat(window.isOpen(SendWindow.MOMENT_NANOS)).isFalse();
        assertThat(window.isOpen(SendWindow.MOMENT_NANOS + 10)).isTrue();
    }
}
