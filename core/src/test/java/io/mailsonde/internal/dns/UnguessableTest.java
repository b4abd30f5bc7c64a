package io.mailsonde.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UnguessableTest {
    /** A source of fixed bytes, as a test may inject one. */
    private static SecureRandom seeded(int seed) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (seed + i);
                }
            }
        };
    }

    @Test
    void follows_its_seed_alone() {
        Unguessable one = new Unguessable(seeded(1));
        Unguessable same = new Unguessable(seeded(1));
        Unguessable other = new Unguessable(seeded(2));

        int[] numbers = IntStream.range(0, 5000).map(i -> one.next16()).toArray();

        assertThat(IntStream.range(0, 5000).map(i -> same.next16())).containsExactly(box(numbers));
        assertThat(IntStream.range(0, 5000).map(i -> other.next16()).toArray()).isNotEqualTo(numbers);
    }

    private static Integer[] box(int[] numbers) {
        return IntStream.of(numbers).boxed().toArray(Integer[]::new);
    }

    @Test
    void fills_the_whole_range_evenly() {
        Unguessable random = new Unguessable(seeded(7));
        int[] upper = new int[16];

        IntStream.range(0, 160_000).forEach(i -> upper[random.next16() >> 12]++);

        assertThat(IntStream.of(upper).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }
}
