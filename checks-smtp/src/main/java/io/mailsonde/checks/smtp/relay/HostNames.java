package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.smtp.EhloReply;
import io.mailsonde.smtp.SmtpReply;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a form's placeholders stand for at one host.
 *
 * @param literal its address literal (RFC 5321, section 4.1.3)
 * @param names its names, the one that it greets with first
 * @param served domains that it may take mail for, the surest first
 */
record HostNames(String literal, List<String> names, List<String> served) {
    /** The most names of one host that are tried. */
    private static final int MAX_NAMES = 3;

    static HostNames of(MailHost host, SmtpReply greeting, EhloReply ehlo, Optional<String> pointer) {
        Set<String> names = new LinkedHashSet<>();
        add(names, greeting.firstWord());
        add(names, ehlo.name());
        add(names, host.name());
        add(names, pointer);
        Set<String> served = new LinkedHashSet<>(host.servedDomain().stream().toList());
        if (served.isEmpty()) {
            served.addAll(names);
        }
        return new HostNames(
                literal(host),
                names.stream().limit(MAX_NAMES).toList(),
                served.stream().limit(MAX_NAMES).toList());
    }

    /** The same without names that are those of others; what the operator named stays. */
    HostNames without(Set<String> others, MailHost host) {
        Predicate<String> own = name -> !others.contains(name) || host.name().equals(Optional.of(name));
        return new HostNames(
                literal,
                names.stream().filter(own).toList(),
                host.servedDomain().isPresent()
                        ? served
                        : served.stream().filter(own).toList());
    }

    static String literal(MailHost host) {
        String text = IpAddresses.text(host.address());
        return host.address() instanceof Inet4Address ? "[" + text + "]" : "[IPv6:" + text + "]";
    }

    private static void add(Set<String> names, Optional<String> said) {
        // a peer may call itself anything
        said.filter(DnsNames::isHostname)
                .filter(name -> name.indexOf('.') > 0)
                .map(DnsNames::canonical)
                .ifPresent(names::add);
    }

    /** The forms that apply here, filled in. */
    List<Attempt> attempts(List<RelayForm> forms, Foreign foreign) {
        List<Attempt> attempts = new ArrayList<>();
        for (RelayForm form : forms) {
            if ((form.needs("{H}") && names.isEmpty())
                    || (form.needs("{D}") && served.isEmpty())
                    || (form.needs("{B}") && foreign.backup().isEmpty())) {
                continue;
            }
            List<String> others = form.needs("{N}") ? names.stream().skip(1).toList() : List.of("");
            others.forEach(other -> attempts.add(attempt(form, other, foreign)));
        }
        return attempts;
    }

    private Attempt attempt(RelayForm form, String other, Foreign foreign) {
        Foreign.Recipient recipient = foreign.recipient();
        return new Attempt(
                form,
                fill(form.helo(), other, foreign, recipient),
                fill(form.sender(), other, foreign, recipient),
                fill(form.recipient(), other, foreign, recipient),
                recipient);
    }

    private String fill(String template, String other, Foreign foreign, Foreign.Recipient recipient) {
        return template.replace("{T}", recipient.token())
                .replace("{C}", foreign.domain())
                .replace("{S}", foreign.sender().token())
                .replace("{I}", literal)
                .replace("{H}", names.isEmpty() ? "" : names.get(0))
                .replace("{N}", other)
                .replace("{D}", served.isEmpty() ? "" : served.get(0))
                .replace("{B}", foreign.backup().orElse(""));
    }
}
