package io.mailsonde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.dns.IpAddresses;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    private static final Scope SCOPE =
            Scope.networks("198.51.100.0/24", "10.0.0.0/8").domains("example.org", "mx.example.net");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,               198.51.100.7, CONNECT, allowed",
                "-,               198.51.100.7, DELIVER, allowed",
                "-,               10.1.2.3,     NAME,    allowed",
                "-,               8.8.8.8,      CONNECT, lies in no network and no domain",
                "mx.example.org,  8.8.8.8,      CONNECT, allowed",
                "mx.example.org,  8.8.8.8,      NAME,    has to be listed",
                "mx.example.net,  8.8.8.8,      NAME,    allowed",
                "mx.example.org,  127.0.0.1,    CONNECT, not a global address",
                "mx.example.org,  192.168.1.1,  CONNECT, not a global address",
                "mx.example.org,  169.254.169.254, CONNECT, not a global address",
                "mx.example.org,  ::1,          CONNECT, not a global address",
                "mx.example.org,  fec0::1,      CONNECT, not a global address",
                "mx.example.org,  4000::1,      CONNECT, not a global address",
                "mx.example.org,  64:ff9b::7f00:1, CONNECT, not a global address",
                "mx.example.org,  2002:7f00:1::1, CONNECT, not a global address",
                "mx.example.org,  64:ff9b::808:808, CONNECT, allowed",
                "mx.example.org,  2606:4700::1, CONNECT, allowed",
                "mx.example.com,  8.8.8.8,      CONNECT, lies in no network and no domain",
                "notexample.org,  8.8.8.8,      CONNECT, lies in no network and no domain",
            })
    void says_what_may_be_dialled(String name, String address, Consent needed, String expected) {
        Optional<String> objection =
                SCOPE.objection(Optional.ofNullable(name), IpAddresses.parse(address), Set.of(needed));

        assertThat(objection.orElse("allowed")).contains(expected);
    }

    @Test
    void the_empty_scope_allows_no_dial() {
        assertThat(Scope.dnsOnly().objection(Optional.of("mx.example.org"), IpAddresses.parse("8.8.8.8"), Set.of()))
                .isPresent();
    }

    @Test
    void consents_imply_the_lesser_ones() {
        assertThat(Scope.dnsOnly().consentingTo(Consent.DELIVER).granted())
                .containsExactly(Consent.CONNECT, Consent.NAME, Consent.DELIVER);
        assertThat(Scope.dnsOnly().consentingTo(Consent.CREDENTIALS).granted())
                .containsExactly(Consent.CONNECT, Consent.CREDENTIALS);
        assertThat(Scope.dnsOnly().consentingTo(Consent.LOCAL).granted()).containsExactly(Consent.LOCAL);
    }

    @Test
    void a_malformed_scope_is_refused() {
        assertThatThrownBy(() -> Scope.networks("192.0.2.0/240")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scope.dnsOnly().domains("exa mple")).isInstanceOf(IllegalArgumentException.class);
    }
}
