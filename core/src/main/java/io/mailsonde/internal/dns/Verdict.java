package io.mailsonde.internal.dns;

import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnssecState;
import java.util.List;

/**
 * What DNSSEC says of an answer, and why.
 *
 * @param state the state
 * @param detail why; empty where there is nothing to say
 * @param seconds for how long it will do at most
 */
record Verdict(DnssecState state, String detail, long seconds) {
    /** From the one that outweighs all others to the one that needs all others. */
    private static final List<DnssecState> WEIGHT =
            List.of(DnssecState.BOGUS, DnssecState.INDETERMINATE, DnssecState.INSECURE, DnssecState.SECURE);

    private static final long WHILE_CHANGING = 60;
    private static final long WHILE_TROUBLED = 5;

    static Verdict secure() {
        return new Verdict(DnssecState.SECURE, "", Integer.MAX_VALUE);
    }

    static Verdict insecure(String why) {
        return new Verdict(DnssecState.INSECURE, why, Integer.MAX_VALUE);
    }

    static Verdict bogus(String why) {
        return new Verdict(DnssecState.BOGUS, why, WHILE_CHANGING);
    }

    /** Not known, and that will stay so. */
    static Verdict unknown(String why) {
        return new Verdict(DnssecState.INDETERMINATE, why, Integer.MAX_VALUE);
    }

    /** Not known, because something could not be had this time. */
    static Verdict troubled(String why) {
        return new Verdict(DnssecState.INDETERMINATE, why, WHILE_TROUBLED);
    }

    /** The verdict over two parts of one answer. */
    Verdict and(Verdict other) {
        return WEIGHT.indexOf(state) <= WEIGHT.indexOf(other.state) ? this : other;
    }

    /** The answer in this state. */
    DnsAnswer of(DnsAnswer answer) {
        return new DnsAnswer(
                answer.question(),
                answer.kind(),
                answer.aliases(),
                answer.records(),
                answer.left(),
                answer.authoritative(),
                answer.authority(),
                answer.additional(),
                state,
                detail);
    }
}
