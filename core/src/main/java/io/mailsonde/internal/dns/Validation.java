package io.mailsonde.internal.dns;

import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnssecState;
import java.util.List;
import java.util.function.Consumer;
import org.xbill.DNS.Message;

/** What DNSSEC says of an answer. */
final class Validation {
    /**
     * The state and why.
     *
     * @param lasting whether it will still be so for as long as the answer may be kept
     */
    record Verdict(DnssecState state, String detail, boolean lasting) {
        DnsAnswer of(DnsAnswer answer) {
            return new DnsAnswer(
                    answer.question(),
                    answer.kind(),
                    answer.aliases(),
                    answer.records(),
                    answer.authoritative(),
                    answer.authority(),
                    answer.additional(),
                    state,
                    detail);
        }
    }

    boolean isOn() {
        return false;
    }

    static DnsAnswer undecided(DnsAnswer answer, String why) {
        return new Verdict(DnssecState.INDETERMINATE, why, false).of(answer);
    }

    void judge(DnsQuestion question, List<Message> links, Consumer<Verdict> done) {
        done.accept(new Verdict(DnssecState.INDETERMINATE, "no trust anchors", true));
    }
}
