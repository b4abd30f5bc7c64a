package io.mailsonde.internal.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One step of an answer as a question and a reply of their own: an alias, or what stands at the end of the aliases. Each may lie in
 * another zone and is validated by itself, with nothing in its reply but what it rests on.
 *
 * @param owner the name of the step
 * @param query its question
 * @param reply its reply
 */
record SignedLink(Name owner, Message query, Message reply) {
    /** A message that was received, and the name that it was asked for. */
    record Step(Name from, Message message) {}

    /** Takes the messages of one answer apart. */
    static List<SignedLink> of(List<Step> steps, int type, TrustAnchors anchors) {
        List<SignedLink> links = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Message sound = withoutStraySignatures(steps.get(i).message(), anchors);
            add(new Step(steps.get(i).from(), sound), type, i == steps.size() - 1, links);
        }
        return links;
    }

    private static void add(Step step, int type, boolean last, List<SignedLink> links) {
        Message message = step.message();
        Name at = step.from();
        // The reader has followed the same way and found it short and without a circle.
        for (int i = 0; i <= AnswerReader.MOST_ALIASES; i++) {
            List<Record> found = set(message, Section.ANSWER, at, type);
            if (!found.isEmpty()) {
                links.add(positive(message, at, type, found));
                return;
            }
            List<Record> alias = set(message, Section.ANSWER, at, Type.CNAME);
            Record cname = alias.stream()
                    .filter(CNAMERecord.class::isInstance)
                    .findFirst()
                    .orElse(null);
            if (cname == null) {
                if (last) {
                    links.add(negative(message, at, type));
                }
                return;
            }
            links.add(positive(message, at, Type.CNAME, withDname(message, at, alias)));
            at = ((CNAMERecord) cname).getTarget();
        }
    }

    private static SignedLink positive(Message message, Name at, int type, List<Record> answer) {
        // Only what a wildcard stands for needs a proof that nothing closer exists (RFC 4035, section 3.1.3.3).
        List<Record> proofs = answer.stream().anyMatch(SignedLink::fromWildcard) ? proofs(message, false) : List.of();
        return link(at, type, Rcode.NOERROR, answer, proofs);
    }

    private static SignedLink negative(Message message, Name at, int type) {
        return link(at, type, message.getRcode(), List.of(), proofs(message, true));
    }

    private static SignedLink link(Name at, int type, int rcode, List<Record> answer, List<Record> authority) {
        Record question = Record.newRecord(at, type, DClass.IN);
        Message query = new Message(0);
        query.getHeader().setFlag(Flags.RD);
        query.addRecord(question, Section.QUESTION);
        Message reply = new Message(0);
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RD);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(question, Section.QUESTION);
        answer.forEach(record -> reply.addRecord(record, Section.ANSWER));
        authority.forEach(record -> reply.addRecord(record, Section.AUTHORITY));
        return new SignedLink(at, query, reply);
    }

    private static boolean fromWildcard(Record record) {
        if (!(record instanceof RRSIGRecord signature)) {
            return false;
        }
        Name owner = record.getName();
        return signature.getLabels() < owner.labels() - (owner.isWild() ? 2 : 1);
    }

    private static List<Record> proofs(Message message, boolean withZone) {
        return select(message, Section.AUTHORITY, record -> {
            int type = record.getRRsetType();
            return type == Type.NSEC || type == Type.NSEC3 || (withZone && type == Type.SOA);
        });
    }

    /** An alias without a signature of its own may follow from a DNAME record above it (RFC 6672, section 5.3.1). */
    private static List<Record> withDname(Message message, Name at, List<Record> alias) {
        Name above = dname(message, at);
        boolean signed = alias.stream().anyMatch(RRSIGRecord.class::isInstance);
        if (signed || above == null) {
            return alias;
        }
        List<Record> both = new ArrayList<>(set(message, Section.ANSWER, above, Type.DNAME));
        both.addAll(alias);
        return both;
    }

    private static @Nullable Name dname(Message message, Name at) {
        for (Record record : message.getSection(Section.ANSWER)) {
            Name owner = record.getName();
            if (record instanceof DNAMERecord && at.subdomain(owner) && !at.equals(owner)) {
                return owner;
            }
        }
        return null;
    }

    private static List<Record> set(Message message, int section, Name owner, int type) {
        return select(
                message,
                section,
                record -> record.getRRsetType() == type && record.getName().equals(owner));
    }

    private static List<Record> select(Message message, int section, Predicate<Record> which) {
        return message.getSection(section).stream()
                .filter(record -> record.getDClass() == DClass.IN && which.test(record))
                .toList();
    }

    /**
     * A signature by a zone that does not lie between the record and its trust anchor is none (RFC 4035, section 5.3.1): it must not lead
     * validation to a zone that is not signed.
     */
    private static Message withoutStraySignatures(Message message, TrustAnchors anchors) {
        Message sound = new Message(0);
        sound.getHeader().setRcode(message.getHeader().getRcode());
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            for (Record record : message.getSection(section)) {
                Name owner = record.getName();
                boolean stray = record instanceof RRSIGRecord signature
                        && !(owner.subdomain(signature.getSigner())
                                && anchors.above(signature.getSigner()).equals(anchors.above(owner)));
                if (!stray) {
                    sound.addRecord(record, section);
                }
            }
        }
        return sound;
    }
}
