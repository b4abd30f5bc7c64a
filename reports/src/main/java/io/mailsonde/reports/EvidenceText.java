package io.mailsonde.reports;

import io.mailsonde.check.Sighting;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.internal.Durations;
import java.util.Locale;
import java.util.regex.Pattern;

/** Evidence in the marks of swaks, which mail people read already. */
final class EvidenceText {
    private static final String NOTE = "=== ";
    private static final String ERROR = "*** ";
    private static final String WE = " -> ";
    private static final String PEER = "<-  ";
    private static final String REFUSAL = "<** ";

    private static final int COLUMNS = 4;
    private static final Pattern NEGATIVE_REPLY = Pattern.compile("[45][0-9][0-9]([ -]|$)");
    private static final Pattern RESPONSE_CODE = Pattern.compile("[A-Z0-9]+");

    private final Page page;

    private EvidenceText(Page page) {
        this.page = page;
    }

    /**
     * Writes the evidence of a sighting, or where it stands if it was written before.
     *
     * @param page where to
     * @param sighting the sighting
     * @param first whether it was not written before
     */
    static void write(Page page, Sighting<?> sighting, boolean first) {
        EvidenceText text = new EvidenceText(page);
        text.line(
                Ink.QUIET,
                "evidence: " + sighting.probe() + " of " + sighting.target().text()
                        + (first ? sighting.evidence().isEmpty() ? ", none" : "" : ", as above"));
        if (first) {
            sighting.evidence().forEach(text::write);
        }
    }

    private void write(Evidence evidence) {
        if (evidence instanceof DnsExchange exchange) {
            write(exchange);
        } else if (evidence instanceof Transcript transcript) {
            write(transcript);
        } else if (evidence instanceof TlsHandshake handshake) {
            write(handshake);
        } else {
            Silence silence = (Silence) evidence;
            line(
                    ERROR,
                    "nothing from " + silence.peer() + " for " + Durations.text(silence.waited()) + ", waiting for "
                            + silence.awaited());
        }
    }

    private void write(DnsExchange exchange) {
        line(
                NOTE,
                "DNS " + exchange.server() + " " + exchange.transport().name().toLowerCase(Locale.ROOT));
        line(WE, exchange.question().toString());
        boolean answered =
                exchange.result().equals("NOERROR") || exchange.result().equals("NXDOMAIN");
        boolean coded = RESPONSE_CODE.matcher(exchange.result()).matches();
        String flags = exchange.flags().isEmpty() ? "" : " " + exchange.flags();
        String attempts = exchange.attempts() > 1 ? ", " + exchange.attempts() + " attempts" : "";
        line(
                answered ? PEER : coded ? REFUSAL : ERROR,
                exchange.result() + flags + " (" + Durations.text(exchange.took()) + attempts + ")");
        exchange.answer().forEach(record -> line(PEER, record));
        if (exchange.left() > 0) {
            line(NOTE, exchange.left() + " more records are left out");
        }
    }

    private void write(TlsHandshake handshake) {
        line(
                NOTE,
                "TLS " + handshake.peer()
                        + handshake.serverName().map(name -> " as " + name).orElse(""));
        line(PEER, handshake.protocol() + " " + handshake.cipher() + " (" + Durations.text(handshake.took()) + ")");
        handshake
                .certificates()
                .forEach(certificate -> line(
                        PEER,
                        certificate.subject() + ", by " + certificate.issuer() + ", " + certificate.key() + ", until "
                                + certificate.notAfter()));
        if (!handshake.early().isEmpty()) {
            line(ERROR, "in the clear before the handshake: " + handshake.early());
        }
    }

    private void write(Transcript transcript) {
        line(NOTE, transcript.peer() + " from " + IpAddresses.text(transcript.from()));
        transcript.lines().forEach(this::write);
        if (transcript.left() > 0) {
            line(NOTE, transcript.left() + " bytes in the middle are left out");
        }
        line(NOTE, transcript.end());
    }

    /** A stretch may hold several lines; a CR or LF that ends none stays visible. */
    private void write(Transcript.Line stretch) {
        String text = stretch.text();
        String whole = text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text;
        for (String line : whole.split("\r\n", -1)) {
            line(mark(stretch.who(), line), line);
        }
    }

    private static String mark(Transcript.Who who, String line) {
        return switch (who) {
            case WE -> WE;
            case PEER -> NEGATIVE_REPLY.matcher(line).lookingAt() ? REFUSAL : PEER;
            case NOTE -> NOTE;
        };
    }

    private void line(String mark, String text) {
        page.indent(COLUMNS).text(mark + text).end();
    }

    private void line(Ink ink, String text) {
        page.indent(COLUMNS).text(ink, text).end();
    }
}
