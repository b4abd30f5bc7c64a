package io.mailsonde.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of real servers, spoilt at random; the same ones each time. */
class ReplyDecoderFuzzTest {
    private static final int PER_SEED = 4_000;
    private static final String[] REAL = {
        "220 mx.example.org ESMTP Postfix (Debian/GNU)\r\n",
        "220-mx.example.org ESMTP\r\n220-We do not authorize the use of this system\r\n220 and/or bulk e-mail.\r\n",
        "250-mx.example.org\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-STARTTLS\r\n250-AUTH=PLAIN LOGIN\r\n250 CHUNKING\r\n",
        "421 4.7.0 mx.example.org Error: too many connections from 192.0.2.1\r\n",
        "550-5.7.1 Relaying denied\r\n550 5.7.1 <a@example.org>\r\n",
        "354 End data with <CR><LF>.<CR><LF>\r\n250 2.0.0 Ok: queued as 4B1C0\r\n",
        "250\r\n"
    };
    private static final byte[] ODD = {'\r', '\n', 0, '-', ' ', '2', '5', 'x', (byte) 0xff, 0x1b, '\t'};

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 5321, 821, 2821})
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void spoilt_replies_are_read_whatever_they_are(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < PER_SEED; i++) {
            byte[] bytes = spoilt(random);

            Replies atOnce = Replies.of(bytes);
            Replies pieces = Replies.of(
                    bytes, random.ints(4, 0, bytes.length + 1).sorted().toArray());

            ReplyDecoderProperties.assertNothingIsLost(bytes, pieces);
            assertThat(pieces.whole()).isEqualTo(atOnce.whole());
            assertThat(pieces.last()).isEqualTo(atOnce.last());
            for (SmtpReply reply : pieces.whole()) {
                assertUsableIsMeant(reply);
            }
        }
    }

    /** What a judge takes for a yes or no has that digit and no doubt about it. */
    private static void assertUsableIsMeant(SmtpReply reply) {
        boolean clear =
                reply.positive() || reply.intermediate() || reply.transientNegative() || reply.permanentNegative();
        if (clear) {
            assertThat(reply.code()).isBetween(200, 559);
            assertThat(reply.raw()).contains(Integer.toString(reply.code()));
        }
        assertThat(reply.usable()).isEqualTo(clear);
        assertThat(reply.toString()).hasSizeLessThanOrEqualTo(210);
        assertThat(reply.enhanced().orElse("2.0.0")).matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static byte[] spoilt(SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] real = (REAL[random.nextInt(REAL.length)] + REAL[random.nextInt(REAL.length)]).getBytes(ISO_8859_1);
        int oneIn = 2 + random.nextInt(60);
        for (byte each : real) {
            if (random.nextInt(oneIn) > 0) {
                out.write(each);
                continue;
            }
            switch (random.nextInt(5)) {
                case 0 -> out.write(ODD[random.nextInt(ODD.length)]);
                case 1 -> out.write(random.nextInt(256));
                case 2 -> out.write(real, 0, random.nextInt(real.length));
                case 3 -> {
                    out.write(each);
                    out.write(each);
                }
                default -> {
                    // left out
                }
            }
        }
        return random.nextInt(50) > 0 ? out.toByteArray() : (out + "y".repeat(70_000)).getBytes(ISO_8859_1);
    }
}
