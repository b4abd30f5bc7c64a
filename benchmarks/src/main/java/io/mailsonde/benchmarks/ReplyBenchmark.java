package io.mailsonde.benchmarks;

import io.mailsonde.smtp.ReplyDecoder;
import io.mailsonde.smtp.SmtpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The decoder of SMTP replies. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplyBenchmark {
    private static final byte[] ONE_LINE = bytes("550 5.7.1 <someone@foreign.example>: relaying denied\r\n");
    private static final byte[] EHLO = bytes(String.join(
            "\r\n",
            "250-mx.example.net greets you",
            "250-PIPELINING",
            "250-SIZE 10240000",
            "250-ETRN",
            "250-STARTTLS",
            "250-ENHANCEDSTATUSCODES",
            "250-8BITMIME",
            "250-DSN",
            "250 SMTPUTF8",
            ""));
    private static final int FRAGMENT = 16;

    private final ReplyDecoder decoder = new ReplyDecoder();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A reply of one line.
     *
     * @return the reply
     */
    @Benchmark
    public Optional<SmtpReply> oneLine() {
        int unused = decoder.feed(ONE_LINE, 0);
        return decoder.next(Duration.ZERO);
    }

    /**
     * The reply to EHLO, of nine lines.
     *
     * @return the reply
     */
    @Benchmark
    public Optional<SmtpReply> nineLines() {
        int unused = decoder.feed(EHLO, 0);
        return decoder.next(Duration.ZERO);
    }

    /**
     * The same in fragments of {@value #FRAGMENT} bytes.
     *
     * @return the reply
     */
    @Benchmark
    public Optional<SmtpReply> nineLinesInFragments() {
        Optional<SmtpReply> reply = Optional.empty();
        for (int from = 0; from < EHLO.length; from += FRAGMENT) {
            byte[] fragment = java.util.Arrays.copyOfRange(EHLO, from, Math.min(EHLO.length, from + FRAGMENT));
            int unused = decoder.feed(fragment, 0);
            reply = decoder.next(Duration.ZERO);
        }
        return reply;
    }
}
