package io.mailsonde.testkit.dns;

import java.util.Arrays;

/** Makes the answers of the effects, each from the honest one or from the bare question. */
final class Forgery {
    private static final int LARGEST = 0xFFFF;
    private static final int POINTER_TO_QUESTION = 0xC00C;
    private static final WireName LOOP = WireName.of("loop.invalid");

    private final Zone zone;
    private final Answers answers;

    Forgery(Zone zone, Answers answers) {
        this.zone = zone;
        this.answers = answers;
    }

    byte[] honest(Query query) {
        return honest(query, Answers.MAX_ALIASES);
    }

    private byte[] honest(Query query, int followed) {
        WireMessage out = new WireMessage();
        answers.write(query, out, followed);
        return out.toOctets();
    }

    /** The question and a response code. */
    byte[] bare(Query query, int rcode, int flags) {
        WireMessage out = new WireMessage();
        out.begin(query, flags);
        out.finish(rcode);
        return out.toOctets();
    }

    /** A response code without records; of these only NXDOMAIN is an authority's word. */
    byte[] refusal(Query query, Rcode rcode) {
        int flags = rcode == Rcode.NXDOMAIN ? answers.flagBits() : answers.flagBits() & ~Flag.AA.bit();
        return bare(query, rcode.code(), flags);
    }

    byte[] withId(byte[] message, int id) {
        byte[] forged = message.clone();
        if (forged.length >= 2) {
            Records.put16(forged, 0, id);
        }
        return forged;
    }

    private static byte[] without(byte[] message, int flags) {
        Records.put16(message, 2, Records.u16(message, 2) & ~flags);
        return message;
    }

    /** The answer to a fault that changes what is said, whatever the transport. */
    byte[] answer(Fault fault, Query query) {
        return switch (fault) {
            case WRONG_ID -> withId(honest(query), query.id + 1);
            case NOT_A_RESPONSE -> without(honest(query), Query.QR);
            case NO_QUESTION -> honest(query.withoutQuestion());
            case CASE_LOST -> honest(query.about(query.name.lowerCase()));
            case NOT_AUTHORITATIVE -> without(honest(query), Flag.AA.bit());
            case NO_RECURSION -> without(honest(query), Flag.RA.bit());
            case TRUNCATED, TRUNCATED_ALWAYS -> truncated(query);
            case TRUNCATED_PARTIAL -> partial(query);
            case EMPTY_ANSWER -> bare(query, 0, answers.flagBits());
            case CNAME_ONLY -> honest(query, 0);
            case CNAME_LOOP -> cnameLoop(query);
            case UPWARD_REFERRAL -> upwardReferral(query);
            case CLASS_CHAOS -> ofClass(honest(query), query.questionEnd, RrSet.CLASS_CHAOS);
            case COMPRESSION_LOOP -> crafted(query, pointer(query.questionEnd));
            case COMPRESSION_FORWARD -> crafted(query, pointer(query.questionEnd + 2 + RrSet.FIXED));
            case COMPRESSION_PAST_END -> crafted(query, pointer(0x3FFF));
            case RESERVED_LABEL -> crafted(query, new byte[] {(byte) 0x81, 'x', 0});
            case NAME_TOO_LONG -> crafted(query, longName());
            case INFLATED_COUNT -> inflated(honest(query));
            case RDLENGTH_OVERRUN -> overrun(query);
            case TRAILING_BYTES -> {
                byte[] message = honest(query);
                byte[] longer = Arrays.copyOf(message, message.length + 16);
                Arrays.fill(longer, message.length, longer.length, (byte) 0xFF);
                yield longer;
            }
            case EDNS_IGNORED -> honest(query.withoutEdns());
            case OVERSIZED -> oversized(honest(query));
            default -> honest(query);
        };
    }

    byte[] truncated(Query query) {
        return bare(query, 0, answers.flagBits() | Query.TC);
    }

    private byte[] partial(Query query) {
        byte[] whole = honest(query.withoutEdns());
        int count = Math.min(1, Records.u16(whole, 6));
        byte[] part = Arrays.copyOf(whole, Records.skip(whole, query.questionEnd, count));
        Records.put16(part, 2, Records.u16(part, 2) | Query.TC);
        Records.put16(part, 6, count);
        Records.put16(part, 8, 0);
        Records.put16(part, 10, 0);
        return part;
    }

    private byte[] cnameLoop(Query query) {
        WireMessage out = new WireMessage();
        out.begin(query, answers.flagBits());
        int at = out.record(Section.ANSWER, Query.HEADER, query.name, alias(LOOP));
        out.record(Section.ANSWER, at, LOOP, alias(query.name));
        out.finish(0);
        return out.toOctets();
    }

    byte[] cnameChain(Query query, int aliases) {
        WireMessage out = new WireMessage();
        out.begin(query, answers.flagBits());
        WireName owner = query.name;
        int at = Query.HEADER;
        for (int i = 1; i <= aliases; i++) {
            WireName next = WireName.of("alias-" + i + ".invalid");
            at = out.record(Section.ANSWER, at, owner, alias(next));
            owner = next;
        }
        Node node = zone.find(query.name);
        RrSet set = node == null ? null : node.set(query.type);
        if (set != null) {
            for (byte[] record : set.records()) {
                out.record(Section.ANSWER, at, owner, record);
            }
        }
        out.finish(0);
        return out.toOctets();
    }

    private static byte[] alias(WireName target) {
        return RrSet.record(RrType.CNAME.code(), Zone.DEFAULT_TTL, target.toOctets());
    }

    private byte[] upwardReferral(Query query) {
        WireMessage out = new WireMessage();
        out.begin(query, answers.flagBits() & ~Flag.AA.bit());
        byte[] server = WireName.of("root-server.invalid").toOctets();
        out.record(
                Section.AUTHORITY,
                WireMessage.NOWHERE,
                WireName.ROOT,
                RrSet.record(RrType.NS.code(), Zone.DEFAULT_TTL, server));
        out.finish(0);
        return out.toOctets();
    }

    private static byte[] ofClass(byte[] message, int questionEnd, int dnsClass) {
        int records = Records.u16(message, 6) + Records.u16(message, 8) + Records.u16(message, 10);
        int pos = questionEnd;
        for (int i = 0; i < records; i++) {
            int fixed = Records.skipName(message, pos, message.length);
            if (Records.u16(message, fixed) != RrType.OPT) {
                Records.put16(message, fixed + 2, dnsClass);
            }
            pos = Records.skip(message, pos, 1);
        }
        return message;
    }

    /** One record of the question's type with a false value. */
    byte[] poisoned(Query query) {
        return crafted(query, pointer(Query.HEADER));
    }

    private byte[] crafted(Query query, byte[] owner) {
        return appended(bare(query.withoutEdns(), 0, answers.flagBits()), owner, falseRecord(query.type));
    }

    private static byte[] appended(byte[] message, byte[] owner, byte[] record) {
        byte[] longer = Arrays.copyOf(message, message.length + owner.length + record.length);
        System.arraycopy(owner, 0, longer, message.length, owner.length);
        System.arraycopy(record, 0, longer, message.length + owner.length, record.length);
        Records.put16(longer, 6, 1);
        return longer;
    }

    private static byte[] falseRecord(int type) {
        byte[] data = switch (type) {
            case 1 -> Rdata.address("203.0.113.66", 4);
            case 28 -> Rdata.address("2001:db8::bad", 16);
            case 15 -> Rdata.parse(RrType.MX, "0 forged.invalid");
            case 16 -> Rdata.strings("forged");
            default -> WireName.of("forged.invalid").toOctets();
        };
        return RrSet.record(type, Zone.DEFAULT_TTL, data);
    }

    private static byte[] pointer(int offset) {
        return new byte[] {(byte) (0xC0 | (offset >> 8)), (byte) offset};
    }

    private static byte[] longName() {
        byte[] name = new byte[5 * 64 + 1];
        for (int label = 0; label < name.length - 1; label += 64) {
            Arrays.fill(name, label, label + 64, (byte) 'x');
            name[label] = 63;
        }
        return name;
    }

    private static byte[] inflated(byte[] message) {
        Records.put16(message, 6, 0xFFFF);
        return message;
    }

    private byte[] overrun(Query query) {
        byte[] message = poisoned(query);
        Records.put16(message, query.questionEnd + 2 + RrSet.FIXED - 2, 0xFFFF);
        return message;
    }

    byte[] withExtra(Query query, Effect.WithExtra extra) {
        byte[] message = honest(query);
        int count = extra.section().countAt();
        int before = 0;
        for (int countAt = Section.ANSWER.countAt(); countAt <= count; countAt += 2) {
            before += Records.u16(message, countAt);
        }
        int at = Records.skip(message, query.questionEnd, before);
        byte[] owner = WireName.of(extra.name()).toOctets();
        byte[] record = RrSet.record(extra.type().code(), Zone.DEFAULT_TTL, Rdata.parse(extra.type(), extra.value()));
        byte[] longer = new byte[message.length + owner.length + record.length];
        System.arraycopy(message, 0, longer, 0, at);
        System.arraycopy(owner, 0, longer, at, owner.length);
        System.arraycopy(record, 0, longer, at + owner.length, record.length);
        System.arraycopy(message, at, longer, at + owner.length + record.length, message.length - at);
        Records.put16(longer, count, Records.u16(longer, count) + 1);
        return longer;
    }

    /** Fills up with TXT records of the additional section, to the last octet. */
    private static byte[] oversized(byte[] message) {
        byte[] full = Arrays.copyOf(message, LARGEST);
        int overhead = 2 + RrSet.FIXED + 1;
        int pos = message.length;
        int added = 0;
        while (LARGEST - pos >= overhead) {
            int text = Math.min(255, LARGEST - pos - overhead);
            int rest = LARGEST - pos - overhead - text;
            if (rest > 0 && rest < overhead) {
                text -= overhead;
            }
            byte[] record = RrSet.record(RrType.TXT.code(), Zone.DEFAULT_TTL, Rdata.strings("x".repeat(text)));
            Records.put16(full, pos, POINTER_TO_QUESTION);
            System.arraycopy(record, 0, full, pos + 2, record.length);
            pos += 2 + record.length;
            added++;
        }
        byte[] sized = Arrays.copyOf(full, pos);
        Records.put16(sized, 10, Records.u16(sized, 10) + added);
        return sized;
    }
}
