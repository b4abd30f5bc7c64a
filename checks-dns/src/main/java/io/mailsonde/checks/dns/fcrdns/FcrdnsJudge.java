package io.mailsonde.checks.dns.fcrdns;

import io.mailsonde.Finding;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Severity;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.DnssecState;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.SpecialUse;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to make of an address's reverse and forward DNS. Pure. */
final class FcrdnsJudge {
    private final HostAddress host;
    private final ReverseDns seen;
    private final List<Finding> findings = new ArrayList<>();

    private FcrdnsJudge(HostAddress host, ReverseDns seen) {
        this.host = host;
        this.seen = seen;
    }

    static Outcome judge(HostAddress host, ReverseDns seen, Map<HostAddress, Observed<ReverseDns>> siblings) {
        return new FcrdnsJudge(host, seen).judge(siblings);
    }

    private Outcome judge(Map<HostAddress, Observed<ReverseDns>> siblings) {
        if (seen.ptr() instanceof Observed.Missed<DnsAnswer> missed) {
            return withoutAnswer(missed);
        }
        DnsAnswer ptr = seen.ptr().seen().orElseThrow();
        if (ptr.kind() != DnsAnswer.Kind.RECORDS) {
            return withoutName(ptr);
        }
        confirmation(ptr);
        seen.forwards().forEach(this::name);
        tooMany();
        bogus(ptr);
        oneFamily(siblings);
        Optional<Observed.Missed<DnsAnswer>> undecided = seen.undecided();
        if (seen.confirming().isEmpty() && undecided.isPresent()) {
            if (findings.stream().noneMatch(Finding::fails)) {
                return new Outcome.Inconclusive(
                        undecided.get().reason(), undecided.get().detail(), findings);
            }
            grave(Fcrdns.PTR_DOES_NOT_CONFIRM.tentative(host, notConfirmed()));
        }
        return Outcome.judged(findings, basis(ptr));
    }

    /** The question failed: that is no statement about the name, unless it is shown that nobody could have answered it. */
    private Outcome withoutAnswer(Observed.Missed<DnsAnswer> missed) {
        Optional<Delegation> lame = seen.delegation().filter(Delegation::lame);
        if (lame.isEmpty()) {
            return Outcome.undone(missed.reason(), missed.detail());
        }
        Delegation delegation = lame.get();
        List<String> servers =
                delegation.servers().stream().map(Delegation.NameServer::detail).toList();
        grave(Fcrdns.LAME_REVERSE_ZONE.firm(
                host, new Fcrdns.Lame(seen.address(), delegation.zone(), delegation.parent(), servers)));
        return Outcome.judged(findings, "");
    }

    /** That there is no name is proved by an answer that a validating receiver would believe. */
    private Outcome withoutName(DnsAnswer ptr) {
        String answer = ptr.kind() == DnsAnswer.Kind.NX_DOMAIN ? "NXDOMAIN" : "NODATA";
        Fcrdns.NoPtr args = new Fcrdns.NoPtr(seen.address(), seen.reverseName(), answer);
        boolean bogus = ptr.dnssec() == DnssecState.BOGUS;
        grave(bogus ? Fcrdns.NO_PTR.tentative(host, args) : Fcrdns.NO_PTR.confirmed(host, args));
        bogus(ptr);
        return Outcome.judged(findings, "");
    }

    private void confirmation(DnsAnswer ptr) {
        if (!seen.confirming().isEmpty() || seen.undecided().isPresent()) {
            return;
        }
        // a name that was not followed may lead back, and a bogus answer is nobody's statement: only all true ones
        // prove a mismatch
        boolean all = seen.names() <= seen.forwards().size();
        boolean believable =
                ptr.dnssec() != DnssecState.BOGUS && seen.forwards().stream().noneMatch(this::bogus);
        Fcrdns.NotConfirmed args = notConfirmed();
        grave(
                all && believable
                        ? Fcrdns.PTR_DOES_NOT_CONFIRM.confirmed(host, args)
                        : Fcrdns.PTR_DOES_NOT_CONFIRM.tentative(host, args));
    }

    private Fcrdns.NotConfirmed notConfirmed() {
        List<InetAddress> addresses = seen.forwards().stream()
                .flatMap(forward -> forward.lookup().known().stream())
                .distinct()
                .toList();
        List<String> names = seen.forwards().stream().map(Forward::name).toList();
        return new Fcrdns.NotConfirmed(seen.address(), names, addresses);
    }

    private void name(Forward forward) {
        String name = forward.name();
        InetAddress address = seen.address();
        if (!DnsNames.isHostname(name) || !name.contains(".")) {
            findings.add(Fcrdns.PTR_NOT_A_HOSTNAME.firm(host, new Fcrdns.Name(address, name)));
        }
        if (forward.alias()) {
            findings.add(Fcrdns.PTR_POINTS_TO_CNAME.firm(host, new Fcrdns.Name(address, name)));
        }
        if (!forward.lookup().inScope()) {
            SpecialUse.ofName(name)
                    .ifPresent(domain -> findings.add(Fcrdns.PTR_IN_SPECIAL_USE_DOMAIN.firm(
                            host, new Fcrdns.SpecialName(address, name, domain))));
        }
        GenericNames.spelling(name, address)
                .ifPresent(spelling ->
                        findings.add(Fcrdns.GENERIC_PTR.firm(host, new Fcrdns.Generic(address, name, spelling))));
        if (!forward.localAddresses().isEmpty()) {
            findings.add(Fcrdns.FORWARD_HAS_PRIVATE_ADDRESS.firm(
                    host, new Fcrdns.LocalAddresses(address, name, forward.localAddresses())));
        }
    }

    private void tooMany() {
        if (seen.names() > ReverseDns.MAX_NAMES) {
            findings.add(Fcrdns.TOO_MANY_PTRS.firm(
                    host, new Fcrdns.TooMany(seen.address(), seen.names(), ReverseDns.MAX_NAMES)));
        }
    }

    /** A validating receiver sees nothing of a bogus answer: it matters where no way to the address is left without one. */
    private void bogus(DnsAnswer ptr) {
        if (ptr.dnssec() == DnssecState.BOGUS) {
            findings.add(Fcrdns.BOGUS_DNSSEC.firm(
                    host, new Fcrdns.Bogus(seen.address(), seen.reverseName(), ptr.dnssecDetail())));
            return;
        }
        List<Forward> confirming = seen.confirming();
        List<Forward> bogus = seen.forwards().stream().filter(this::bogus).toList();
        if (!bogus.isEmpty() && bogus.containsAll(confirming)) {
            Forward first = confirming.isEmpty() ? bogus.get(0) : confirming.get(0);
            String detail = first.leg(seen.address())
                    .seen()
                    .map(DnsAnswer::dnssecDetail)
                    .orElse("");
            findings.add(Fcrdns.BOGUS_DNSSEC.firm(host, new Fcrdns.Bogus(seen.address(), first.name(), detail)));
        }
    }

    private boolean bogus(Forward forward) {
        return forward.dnssec(seen.address()) == DnssecState.BOGUS;
    }

    private void oneFamily(Map<HostAddress, Observed<ReverseDns>> siblings) {
        List<Iprev> results = siblings.values().stream()
                .flatMap(sibling -> sibling.seen().stream())
                .map(ReverseDns::iprev)
                .toList();
        boolean decided = results.size() == siblings.size() && !results.contains(Iprev.TEMPERROR);
        if (siblings.isEmpty()
                || !decided
                || results.contains(Iprev.PASS)
                || seen.confirming().isEmpty()) {
            return;
        }
        List<InetAddress> unconfirmed =
                siblings.keySet().stream().map(HostAddress::address).toList();
        findings.add(Fcrdns.ONE_FAMILY_UNCONFIRMED.firm(
                host,
                new Fcrdns.OneFamily(seen.address(), seen.confirming().get(0).name(), unconfirmed)));
    }

    /** A host that only takes mail in is judged by its reverse DNS by hardly anybody. */
    private void grave(Finding finding) {
        findings.add(host.role() == HostAddress.Role.SENDING ? finding : finding.at(Severity.LOW));
    }

    private String basis(DnsAnswer ptr) {
        String address = IpAddresses.text(seen.address());
        return seen.confirming().stream()
                .findFirst()
                .map(forward -> address + " → " + DnsNames.printable(forward.name()) + " → " + address
                        + " (DNSSEC: reverse " + ptr.dnssec() + ", forward " + forward.dnssec(seen.address()) + ")")
                .orElse("");
    }
}
