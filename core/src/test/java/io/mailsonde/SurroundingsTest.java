package io.mailsonde;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.check.Capability;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Look;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.wire.Peer;
import io.mailsonde.wire.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a look is told about this machine, in a run. */
class SurroundingsTest {
    private static final HostAddress HERE = HostAddress.of("192.0.2.1");

    private static <P> Stage.Word looked(Capability<P> with, Look<HostAddress, P, Stage.Word> look) throws Exception {
        Probe<HostAddress, Stage.Word> probe = Probe.of("test.here", HostAddress.class, Stage.Word.class, with, look);
        Check<HostAddress> check = Check.of(
                new CheckInfo("test.here", "here", Practice.MODERN_MAIL, List.of(), List.of()),
                probe,
                (target, word) -> Outcome.judged(List.of(), word.word()));
        try (Auditor auditor = Stage.auditor().build()) {
            Report report = auditor.run(check, HERE).await();
            return report.observations(probe).get(HERE).match(word -> word, (reason, detail) -> {
                throw new AssertionError(reason + ": " + detail);
            });
        }
    }

    private static Step<Stage.Word> word(Object text) {
        return Step.saw(new Stage.Word(text.toString()));
    }

    @Test
    void tokens_are_unguessable_labels() throws Exception {
        String tokens = looked(
                        Surroundings.HERE,
                        (target, here) -> word(IntStream.range(0, 200)
                                .mapToObj(i -> here.token())
                                .peek(token -> assertThat(token).matches("[a-z][a-z0-9]{25}"))
                                .collect(Collectors.toCollection(HashSet::new))
                                .size()))
                .word();

        assertThat(tokens).isEqualTo("200");
    }

    @Test
    void a_look_may_wait_and_go_on() throws Exception {
        String seen = looked(
                        Surroundings.HERE,
                        (target, here) -> here.pause(Duration.ofMillis(1))
                                .then(passed -> here.await("never", new CompletableFuture<>(), passed))
                                .observed()
                                .then(SurroundingsTest::word))
                .word();

        assertThat(seen).contains("TIMED_OUT", "never did not come within 1 ms");
    }

    @Test
    void it_knows_what_the_auditor_was_told() throws Exception {
        String seen = looked(
                        Surroundings.HERE,
                        (target, here) -> word(here.limits().equals(Limits.gentle())
                                + " " + here.witness().isEmpty()
                                + " " + here.scope().granted()
                                + " " + here.identity().helo().isEmpty()
                                + " " + here.now().isAfter(Instant.EPOCH)))
                .word();

        assertThat(seen).isEqualTo("true true " + Scope.dnsOnly().granted() + " false true");
    }

    @Test
    void messages_are_counted_for_each_address_and_run() throws Exception {
        Peer one = new Peer(Optional.empty(), HERE.address(), 25);
        Peer samePlace = new Peer(Optional.of("mx.example"), HERE.address(), 587);
        Peer two = new Peer(Optional.empty(), HostAddress.of("192.0.2.2").address(), 25);
        String seen = looked(Stage.WIRE, (target, wire) -> {
                    IntStream.range(0, Limits.gentle().messagesPerAddressAndRun())
                            .forEach(i -> assertThat(wire.message(one)).isEmpty());
                    return word(wire.message(samePlace).orElse("") + "; " + wire.message(two));
                })
                .word();

        assertThat(seen).isEqualTo("the limit of 5 messages to 192.0.2.1 in one run is reached; Optional.empty");
    }
}
