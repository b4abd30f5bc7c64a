package io.mailsonde.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceivedFieldsTest {
    @Test
    void are_unfolded_from_the_top_and_end_with_the_header() {
        assertThat(
                        ReceivedFields.of(
                                "Received: from a\r\n\tby b; now\r\nSubject: Received: x\r\n y\r\nRECEIVED:from c\r\n\r\nReceived: body\r\n"))
                .containsExactly("from a\tby b; now", "from c");
    }

    @Test
    void are_found_in_a_message_that_was_cut_off() {
        assertThat(ReceivedFields.of("Received: from a")).containsExactly("from a");
        assertThat(ReceivedFields.of("")).isEmpty();
    }

    @Test
    void are_32_at_most() {
        assertThat(ReceivedFields.of("Received: x\r\n".repeat(100))).hasSize(32);
    }
}
