package io.mailsonde.quality.roundtrip;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.IpAddresses;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Arbitrary instances of records, made from their components as the compiler knows them. What a constructor refuses is made anew; a kind of component
 * that is not known here is an error, so that no record is left out in silence.
 */
final class Instances {
    private static final int MAX_ITEMS = 3;
    private static final int MAX_TRIES = 1000;

    /** Characters that writers of JSON, terminals and regular expressions stumble over. */
    private static final Arbitrary<String> HOSTILE = Arbitraries.of(
            "\u0000",
            "\u0007",
            "\t",
            "\n",
            "\r",
            "\u001B[2J",
            "\u007F",
            "\u0085",
            "\u00A0",
            "\u00FF",
            "\u2028",
            "\u202E",
            "\uFEFF",
            "\uFFFD",
            "\uFFFF",
            "\uD83D\uDCE7",
            "\uDBFF\uDFFF",
            "\"",
            "\\",
            "\\u0041",
            "/",
            "<",
            "{",
            "}",
            "$1",
            "%s",
            "\\032",
            "\u00E4",
            "\u6F22",
            " ",
            "a");

    private static final Arbitrary<String> NAME = Arbitraries.of("mx", "a-b", "xn--bcher-kva", "example", "0", "org")
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(labels -> String.join(".", labels));

    private static final Arbitrary<String> TEXT = Arbitraries.frequencyOf(
            Tuple.of(1, NAME), Tuple.of(1, HOSTILE.list().ofMaxSize(8).map(parts -> String.join("", parts))));

    private static final Arbitrary<Integer> INT = Arbitraries.oneOf(
            Arbitraries.integers().between(0, 128), Arbitraries.integers().between(1, 65_535), Arbitraries.integers());

    private static final Arbitrary<InetAddress> ADDRESS = Arbitraries.oneOf(
                    Arbitraries.bytes().array(byte[].class).ofSize(4),
                    Arbitraries.bytes().array(byte[].class).ofSize(16),
                    Arbitraries.of(new byte[4], new byte[16], mapped()))
            .map(IpAddresses::ofBytes);

    private static final Arbitrary<Instant> INSTANT = Combinators.combine(
                    Arbitraries.longs()
                            .between(
                                    Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
                                    Instant.parse("9999-12-31T23:59:59Z").getEpochSecond()),
                    Arbitraries.of(0, 1, 120_000_000, 999_999_999))
            .as(Instant::ofEpochSecond);

    private static final Arbitrary<Duration> DURATION = Combinators.combine(
                    Arbitraries.longs().between(0, 10_000_000_000L), Arbitraries.of(0, 1, 1_000_000, 999_999_999))
            .as(Duration::ofSeconds);

    private Instances() {}

    private static byte[] mapped() {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xFF;
        bytes[11] = (byte) 0xFF;
        bytes[15] = 1;
        return bytes;
    }

    static <R> Arbitrary<R> of(Class<R> type) {
        return any(type).map(type::cast);
    }

    static <O> Arbitrary<Observed<O>> observed(Class<O> type) {
        return seenOrMissed(of(type));
    }

    private static <O> Arbitrary<Observed<O>> seenOrMissed(Arbitrary<O> value) {
        Arbitrary<Observed<O>> saw = value.map(Observed::saw);
        Arbitrary<Observed<O>> missed = Combinators.combine(
                        Arbitraries.of(Reason.class), TEXT.filter(detail -> !detail.isBlank()))
                .as(Observed::missed);
        return Arbitraries.frequencyOf(Tuple.of(3, saw), Tuple.of(1, missed));
    }

    private static Arbitrary<? extends Object> any(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized(parameterized);
        }
        if (type instanceof Class<?> known) {
            return plain(known);
        }
        throw new IllegalArgumentException("no way is known to make any " + type);
    }

    private static Arbitrary<? extends Object> plain(Class<?> type) {
        Map<Class<?>, Arbitrary<? extends Object>> simple = Map.of(
                String.class, TEXT,
                int.class, INT,
                Integer.class, INT,
                long.class, Arbitraries.longs(),
                boolean.class, Arbitraries.of(true, false),
                double.class, Arbitraries.doubles(),
                InetAddress.class, ADDRESS,
                Instant.class, INSTANT,
                Duration.class, DURATION);
        Arbitrary<? extends Object> found = simple.get(type);
        if (found != null) {
            return found;
        }
        if (type.isEnum()) {
            return Arbitraries.of(type.getEnumConstants());
        }
        if (type.isSealed()) {
            return Arbitraries.of(type.getPermittedSubclasses()).flatMap(one -> any(one).map(value -> (Object) value));
        }
        if (type.isRecord()) {
            return record(type);
        }
        throw new IllegalArgumentException("no way is known to make any " + type.getName());
    }

    private static Arbitrary<? extends Object> parameterized(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Arbitrary<Object> first = any(type.getActualTypeArguments()[0]).map(value -> value);
        if (raw == Optional.class) {
            return first.optional();
        }
        if (raw == List.class) {
            return first.list().ofMaxSize(MAX_ITEMS);
        }
        if (raw == Set.class) {
            return first.list().ofMaxSize(MAX_ITEMS).map(items -> (Object) new LinkedHashSet<>(items));
        }
        if (raw == Map.class && type.getActualTypeArguments()[0] == String.class) {
            Arbitrary<Object> second = any(type.getActualTypeArguments()[1]).map(value -> value);
            return Combinators.combine(first, second)
                    .as(Map::entry)
                    .list()
                    .ofMaxSize(MAX_ITEMS)
                    .map(entries -> {
                        Map<Object, Object> map = new LinkedHashMap<>();
                        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
                        return (Object) map;
                    });
        }
        if (raw == Observed.class) {
            return seenOrMissed(first);
        }
        throw new IllegalArgumentException("no way is known to make any " + type);
    }

    private static Arbitrary<Object> record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Arbitrary<Object>> parts = Arrays.stream(components)
                .map(component -> any(component.getGenericType()).map(value -> (Object) value))
                .toList();
        Constructor<?> constructor = canonical(type, components);
        if (parts.isEmpty()) {
            return Arbitraries.create(() -> make(constructor, List.of()).orElseThrow());
        }
        return Combinators.combine(parts)
                .as(values -> make(constructor, values))
                .filter(MAX_TRIES, Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has to be public, to be stored", e);
        }
    }

    /** Empty where the constructor refuses. */
    private static Optional<Object> make(Constructor<?> constructor, List<Object> values) {
        try {
            return Optional.of(constructor.newInstance(values.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return Optional.empty();
            }
            throw new AssertionError(constructor + " of " + values, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(constructor + " of " + values, e);
        }
    }
}
