package io.mailsonde.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.platform.commons.support.AnnotationSupport;

class RealServerConditionTest {

    private static final Map<String, String> LAB = Map.of("MAILSONDE_LAB", "1");
    private static final Map<String, String> LAB_ON_CI = Map.of("MAILSONDE_LAB", "1", "CI", "true");
    private static final Map<String, String> OPEN = Map.of();
    private static final Map<String, String> REFUSED =
            Map.of("MAILSONDE_LAB_REFUSED", "no network namespace can be made here: Operation not permitted");

    @Test
    void runs_in_the_lab_where_every_program_is_installed() {
        assertThat(condition(LAB, "nsd", "unbound")
                        .evaluate(List.of("nsd", "unbound"))
                        .isDisabled())
                .isFalse();
    }

    @Test
    void says_which_packages_are_missing() {
        ConditionEvaluationResult result =
                condition(LAB, "nsd").evaluate(List.of("nsd", "knot", "dnssec-keygen", "dnssec-signzone"));

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow())
                .contains("no knotd, dnssec-keygen, dnssec-signzone")
                .endsWith("apt-get install knot bind9-utils");
    }

    @Test
    void says_how_to_enter_the_namespace() {
        ConditionEvaluationResult result = condition(OPEN, "nsd").evaluate(List.of("nsd"));

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow()).contains("mvn verify").contains("java-in-namespace");
    }

    @Test
    void says_why_there_is_no_namespace() {
        ConditionEvaluationResult result = condition(REFUSED).evaluate(List.of());

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow())
                .contains("Operation not permitted")
                .contains("iproute2");
    }

    @Test
    void a_missing_program_is_an_error_on_ci() {
        assertThatThrownBy(() -> condition(LAB_ON_CI).evaluate(List.of("nsd")))
                .hasMessageContaining("apt-get install nsd");
    }

    @Test
    void a_missing_namespace_is_an_error_on_ci() {
        assertThatThrownBy(() -> condition(Map.of("CI", "true"), "nsd").evaluate(List.of("nsd")))
                .hasMessageContaining("not in the lab's network namespace");
    }

    @Test
    void a_mail_server_needs_more_users_than_an_ordinary_users_namespace_has() {
        ConditionEvaluationResult result =
                condition(LAB, false, "postfix", "nsd").evaluate(List.of("postfix"));

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow()).contains("postfix").contains("as root");
        assertThat(condition(LAB, false, "nsd").evaluate(List.of("nsd")).isDisabled())
                .isFalse();
        assertThat(condition(LAB, true, "postfix").evaluate(List.of("postfix")).isDisabled())
                .isFalse();
    }

    @Test
    void carries_the_tag_by_which_a_build_selects_it() {
        assertThat(AnnotationSupport.findRepeatableAnnotations(NsdTest.class, Tag.class))
                .extracting(Tag::value)
                .containsExactly("real-server");
    }

    private static RealServerCondition condition(Map<String, String> environment, String... installed) {
        return condition(environment, true, installed);
    }

    private static RealServerCondition condition(
            Map<String, String> environment, boolean otherUsers, String... installed) {
        return new RealServerCondition(
                environment, program -> Set.of(installed).contains(program.executable()), otherUsers);
    }
}
