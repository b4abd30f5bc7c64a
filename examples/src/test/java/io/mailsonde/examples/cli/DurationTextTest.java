package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "500ms,500",
        "30s,30000",
        "30,30000",
        "2m,120000",
        "2min,120000",
        "1h,3600000",
        "PT1.5S,1500",
        "pt2m,120000"
    })
    void reads_what_people_write(String text, long millis) {
        assertThat(new DurationText().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1s", "PT-1S", "0", "1d", "1 s", "99999999999999s", "P"})
    void refuses_what_is_no_time_to_wait(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text)).hasMessageContaining("'" + text + "'");
    }
}
