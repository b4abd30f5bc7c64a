package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.audit.Plans;
import org.junit.jupiter.api.Test;

class ChecksCommandTest {
    @Test
    void lists_each_check_with_practice_target_and_consent() {
        Ran ran = Ran.mailsonde("checks");

        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines()).hasSize(1 + Plans.checks().size());
        assertThat(ran.out())
                .containsPattern(
                        "(?m)^dns\\.fcrdns +9 Close open relays; forward and reverse DNS match +address or host name +none$")
                .containsPattern("(?m)^smtp\\.open-relay +9 .+ +listener \\(host:port\\) +connect, name$");
    }
}
