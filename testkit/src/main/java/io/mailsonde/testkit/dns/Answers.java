package io.mailsonde.testkit.dns;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The honest answer to a question, out of a zone. One instance serves all threads; each brings its own message. */
final class Answers {
    /** How many CNAME records the server follows before it leaves the rest to the client. */
    static final int MAX_ALIASES = 16;

    private static final int NOERROR = 0;

    private final Zone zone;
    private volatile int flags = Flag.AA.bit() | Flag.RA.bit();

    Answers(Zone zone) {
        this.zone = zone;
    }

    void setFlags(Set<Flag> set) {
        flags = set.stream().mapToInt(Flag::bit).reduce(0, (a, b) -> a | b);
    }

    Set<Flag> flags() {
        int now = flags;
        EnumSet<Flag> set = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if ((now & flag.bit()) != 0) {
                set.add(flag);
            }
        }
        return set;
    }

    int flagBits() {
        return flags;
    }

    /** Writes the answer and says how long it is. */
    int write(Query query, WireMessage out, int followed) {
        out.begin(query, flags);
        return out.finish(sections(query, out, followed));
    }

    private int sections(Query query, WireMessage out, int followed) {
        WireName name = query.name;
        int at = query.questionEnd > Query.HEADER ? Query.HEADER : WireMessage.NOWHERE;
        for (int aliases = 0; ; aliases++) {
            Node cut = zone.cut(name, query.type);
            if (cut != null) {
                referral(cut, name, at, aliases, out);
                return NOERROR;
            }
            Node node = zone.find(name);
            if (node == null) {
                negative(query, name, at, null, out);
                return Rcode.NXDOMAIN.code();
            }
            if (answer(query, node, name, at, out)) {
                return NOERROR;
            }
            RrSet alias = node.set(RrType.CNAME.code());
            if (alias == null) {
                negative(query, name, at, node, out);
                return NOERROR;
            }
            int targetAt = WireMessage.NOWHERE;
            for (byte[] record : alias.records()) {
                targetAt = out.record(Section.ANSWER, at, name, record);
            }
            signatures(query, node, alias.type(), Section.ANSWER, at, name, out);
            byte[] last = alias.records()[alias.records().length - 1];
            WireName target = WireName.in(last, RrSet.FIXED);
            if (target == null || aliases + 1 > followed) {
                return NOERROR;
            }
            name = target;
            at = targetAt;
        }
    }

    /** Writes the records of the asked type; false where there are none. */
    private static boolean answer(Query query, Node node, WireName name, int at, WireMessage out) {
        if (query.type == RrType.ANY.code()) {
            RrSet[] all = node.sets();
            for (RrSet set : all) {
                write(set, Section.ANSWER, at, name, out);
            }
            return all.length > 0;
        }
        RrSet set = node.set(query.type);
        if (set == null) {
            return false;
        }
        write(set, Section.ANSWER, at, name, out);
        signatures(query, node, set.type(), Section.ANSWER, at, name, out);
        return true;
    }

    private static void write(RrSet set, Section section, int at, WireName name, WireMessage out) {
        for (byte[] record : set.records()) {
            out.record(section, at, name, record);
        }
    }

    private static void signatures(
            Query query, Node node, int covered, Section section, int at, WireName name, WireMessage out) {
        RrSet signatures = query.dnssecOk ? node.set(RrType.RRSIG.code()) : null;
        if (signatures != null) {
            for (byte[] record : signatures.records()) {
                if (RrSet.covered(record) == covered) {
                    out.record(section, at, name, record);
                }
            }
        }
    }

    /** NODATA where the node exists, else NXDOMAIN: the SOA whose time to live is capped by its minimum (RFC 2308, section 3), and proofs. */
    private void negative(Query query, WireName name, int at, @Nullable Node node, WireMessage out) {
        Node apex = zone.apex(name, query.type);
        RrSet soa = apex.set(RrType.SOA.code());
        if (soa != null) {
            byte[] record = soa.records()[0];
            int apexAt = at == WireMessage.NOWHERE ? at : at + name.length() - apex.name.length();
            int data = out.record(Section.AUTHORITY, apexAt, apex.name, record);
            out.ttl(data, Math.min(u32(record, 4), u32(record, record.length - 4)));
            signatures(query, apex, soa.type(), Section.AUTHORITY, apexAt, apex.name, out);
        }
        if (query.dnssecOk) {
            Node[] proofs = node == null ? zone.denials(name) : new Node[] {node};
            for (int i = 0; i < proofs.length; i++) {
                Node proof = proofs[i];
                if (proof != null && (i == 0 || proof != proofs[0])) {
                    denial(query, proof, out);
                }
            }
        }
    }

    private static void denial(Query query, Node proof, WireMessage out) {
        RrSet nsec = proof.set(RrType.NSEC.code());
        if (nsec != null) {
            write(nsec, Section.AUTHORITY, WireMessage.NOWHERE, proof.name, out);
            signatures(query, proof, nsec.type(), Section.AUTHORITY, WireMessage.NOWHERE, proof.name, out);
        }
    }

    private void referral(Node cut, WireName name, int at, int aliases, WireMessage out) {
        if (aliases == 0) {
            out.clearFlag(Query.AA);
        }
        RrSet servers = cut.set(RrType.NS.code());
        if (servers == null) {
            return;
        }
        int cutAt = at == WireMessage.NOWHERE ? at : at + name.length() - cut.name.length();
        int[] serverAt = new int[servers.records().length];
        for (int i = 0; i < serverAt.length; i++) {
            serverAt[i] = out.record(Section.AUTHORITY, cutAt, cut.name, servers.records()[i]);
        }
        for (int i = 0; i < serverAt.length; i++) {
            WireName server = WireName.in(servers.records()[i], RrSet.FIXED);
            Node glue = server == null ? null : zone.find(server);
            if (server != null && glue != null) {
                for (RrType type : new RrType[] {RrType.A, RrType.AAAA}) {
                    RrSet addresses = glue.set(type.code());
                    if (addresses != null) {
                        write(addresses, Section.ADDITIONAL, serverAt[i], server, out);
                    }
                }
            }
        }
    }

    private static long u32(byte[] wire, int at) {
        return ((long) Records.u16(wire, at) << 16) | Records.u16(wire, at + 2);
    }
}
