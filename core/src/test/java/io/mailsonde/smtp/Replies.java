package io.mailsonde.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a decoder makes of bytes that come in pieces.
 *
 * @param whole the replies that were complete
 * @param taken how many bytes the decoder took; less than all where one reply is too long
 * @param held how many of them no reply has
 * @param most the most that the decoder held at any time
 * @param last what was left, taken as a reply that was cut off
 */
record Replies(List<SmtpReply> whole, int taken, int held, int most, Optional<SmtpReply> last) {
    static Replies of(byte[] bytes, int... cuts) {
        ReplyDecoder decoder = new ReplyDecoder();
        List<SmtpReply> whole = new ArrayList<>();
        int taken = 0;
        int most = 0;
        int begin = 0;
        for (int i = 0; i <= cuts.length && taken == begin; i++) {
            int end = i < cuts.length ? cuts[i] : bytes.length;
            byte[] piece = Arrays.copyOfRange(bytes, begin, end);
            int at = 0;
            int more;
            do {
                more = decoder.feed(piece, at);
                at += more;
                most = Math.max(most, decoder.held());
                Stream.generate(() -> decoder.next(Duration.ZERO))
                        .takeWhile(Optional::isPresent)
                        .forEach(reply -> whole.add(reply.get()));
            } while (more > 0);
            taken += at;
            begin = end;
        }
        int held = decoder.held();
        return new Replies(whole, taken, held, most, decoder.cutOff(Duration.ZERO));
    }

    static Replies of(String text, int... cuts) {
        return of(text.getBytes(ISO_8859_1), cuts);
    }

    /** The only reply of a text, complete or cut off. */
    static SmtpReply only(String text) {
        Replies replies = of(text);
        List<SmtpReply> all = new ArrayList<>(replies.whole());
        replies.last().ifPresent(all::add);
        if (all.size() != 1) {
            throw new AssertionError("not one reply: " + all);
        }
        return all.get(0);
    }

    /** A reply to what nobody measures. */
    static SmtpReply reply(int code, String... lines) {
        return new SmtpReply(code, List.of(lines), List.of(), "", 0, Duration.ZERO);
    }
}
