package io.mailsonde.checks.smtp.relay;

import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.MailHost;
import io.mailsonde.Network;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Severity;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Channel;
import io.mailsonde.checks.smtp.relay.RelayAnswers.ChannelAnswers;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Dialogue;
import io.mailsonde.checks.smtp.relay.RelayAnswers.FormAnswer;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Stop;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.witness.WitnessedMessage;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** From rungs to an outcome. Pure. */
final class RelayJudge {
    /** Channels on which a stranger is a stranger. */
    private static final Set<Channel> ORDINARY = EnumSet.of(Channel.CLEAR, Channel.STARTTLS, Channel.IMPLICIT_TLS);

    /** A form with the rung that it reached. */
    private record Graded(Channel channel, FormAnswer answer, Rung rung) {
        boolean ordinary() {
            return ORDINARY.contains(channel);
        }
    }

    private final MailHost host;
    private final RelayAnswers answers;
    private final List<Graded> graded = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private RelayJudge(MailHost host, RelayAnswers answers) {
        this.host = host;
        this.answers = answers;
        for (ChannelAnswers channel : answers.channels()) {
            channel.forms()
                    .forEach(
                            form -> graded.add(new Graded(channel.channel(), form, Rung.of(form, channel.controls()))));
        }
    }

    static Outcome judge(MailHost host, RelayAnswers answers) {
        return new RelayJudge(host, answers).judge();
    }

    private Outcome judge() {
        delivered();
        taken();
        opened();
        if (Network.around(host.address(), 24, 48).contains(answers.from())) {
            findings.add(OpenRelay.INSIDE_VANTAGE.firm(host, new OpenRelay.Vantage(answers.from())));
        }
        if (findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO)) {
            return Outcome.judged(findings, "");
        }
        return undecided()
                .<Outcome>map(why -> new Outcome.Inconclusive(why.reason(), why.detail(), findings))
                .orElseGet(() -> Outcome.judged(findings, basis()));
    }

    private void delivered() {
        List<Graded> arrived = at(Rung.DELIVERED, Graded::ordinary);
        if (arrived.isEmpty()) {
            return;
        }
        boolean forged = arrived.stream()
                .allMatch(form -> RelayForms.of(form.answer().form()).forgesLocalSender()
                        && !RelayForms.of(form.answer().form()).mayBeLocal());
        FindingType<OpenRelay.Delivered> type =
                forged ? OpenRelay.TRUSTS_FORGED_LOCAL_SENDER : OpenRelay.DELIVERS_FOR_STRANGERS;
        List<InetAddress> egress = egress(arrived);
        int hops = arrived.stream()
                .flatMap(form -> form.answer().delivery().seen().stream())
                .mapToInt(message -> message.received().size())
                .max()
                .orElse(0);
        findings.add(type.confirmed(host, new OpenRelay.Delivered(forms(arrived), channels(arrived), egress, hops)));
        // one hop that leaves from elsewhere is a host with several addresses; the hops are for the host to write, so
        // they prove nothing
        if (hops > 1 && !egress.contains(host.address())) {
            findings.add(OpenRelay.RELAYS_THROUGH_ANOTHER_HOST.firm(host, new OpenRelay.Egress(egress)));
        }
    }

    private void taken() {
        List<Graded> messages = at(Rung.MESSAGE_ACCEPTED, Graded::ordinary);
        List<Graded> rest = at(Rung.ACCEPTED_NOT_DELIVERED, Graded::ordinary);
        rest.addAll(at(Rung.RCPT_ACCEPTED, Graded::ordinary));
        if (takesEverything()) {
            messages.addAll(rest);
            add(OpenRelay.ACCEPTS_EVERY_RECIPIENT, messages, false);
        } else {
            // the host may take anything at a name of its own, which the control at the served domain does not tell
            boolean foreign = messages.stream()
                    .anyMatch(form -> !RelayForms.of(form.answer().form()).mayBeLocal());
            add(OpenRelay.ACCEPTS_MESSAGE_FOR_STRANGERS, messages, foreign && invalidRefused());
            add(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT, rest, false);
        }
    }

    private void add(FindingType<OpenRelay.Taken> type, List<Graded> forms, boolean firm) {
        // beside a proof, that others were only taken says nothing new
        if (forms.isEmpty() || findings.stream().anyMatch(Finding::fails)) {
            return;
        }
        OpenRelay.Taken args = new OpenRelay.Taken(forms(forms), channels(forms), reply(forms.get(0)));
        findings.add(firm ? type.firm(host, args) : type.tentative(host, args));
    }

    private void opened() {
        opened(Channel.XCLIENT, OpenRelay.XCLIENT_OPEN, false);
        opened(Channel.PROXY_HEADER, OpenRelay.PROXY_HEADER_TRUSTED, false);
        opened(Channel.LOGIN, OpenRelay.RELAYS_AFTER_ANY_LOGIN, true);
    }

    /** @param needsRecipient whether it counts only where a foreign recipient was taken after it */
    private void opened(Channel channel, FindingType<OpenRelay.Opened> type, boolean needsRecipient) {
        Optional<SmtpReply> opening = answers.channels().stream()
                .filter(each -> each.channel() == channel)
                .flatMap(each -> each.opening().seen().stream())
                .findFirst();
        if (opening.isEmpty()) {
            return;
        }
        List<Graded> forms =
                graded.stream().filter(form -> form.channel() == channel).toList();
        boolean arrived = forms.stream().anyMatch(form -> form.rung() == Rung.DELIVERED);
        boolean taken = forms.stream()
                .anyMatch(form -> form.answer()
                        .dialogue()
                        .seen()
                        .filter(Dialogue::recipientTaken)
                        .isPresent());
        String last = forms.isEmpty() ? "nothing" : reply(forms.get(forms.size() - 1));
        OpenRelay.Opened args = new OpenRelay.Opened(opening.get().toString(), last);
        findings.add(
                arrived
                        ? type.confirmed(host, args).at(Severity.CRITICAL)
                        : taken || !needsRecipient ? type.firm(host, args) : type.tentative(host, args));
    }

    /** Why a pass would claim too much; empty where nothing speaks against it. */
    private Optional<Stop> undecided() {
        for (ChannelAnswers channel : answers.channels()) {
            // a claim or a login that is refused is an answer
            Optional<Stop> stop = channel.stopped()
                    .filter(why -> ORDINARY.contains(channel.channel()) || why.reason() != Reason.NOT_APPLICABLE);
            if (stop.isPresent()) {
                return stop;
            }
        }
        Optional<Stop> form = graded.stream()
                .filter(Graded::ordinary)
                .flatMap(each -> undecided(each).stream())
                .findFirst();
        if (form.isPresent()) {
            return form;
        }
        if (graded.stream().noneMatch(Graded::ordinary)) {
            return Optional.of(new Stop(Reason.NO_CONTROL, "no form was tried"));
        }
        if (answers.foreignDomain().isEmpty()) {
            return Optional.of(
                    new Stop(
                            Reason.NO_CONTROL,
                            "only recipients below .invalid could be named, which a relay refuses as well; give the auditor a witness or an identity with an envelope domain of your own"));
        }
        return answers.channels().stream()
                .filter(channel -> ORDINARY.contains(channel.channel()) && !movedIntoTls(channel))
                .flatMap(channel -> uncontrolled(channel).stream())
                .findFirst();
    }

    private Optional<Stop> undecided(Graded form) {
        String what = form.answer().recipient() + " (" + form.answer().form() + ") was answered with " + reply(form);
        return switch (form.rung()) {
            case UNANSWERED ->
                Optional.of(form.answer()
                        .dialogue()
                        .match(
                                seen -> new Stop(Reason.PROTOCOL_VIOLATION, what),
                                (reason, detail) ->
                                        new Stop(reason, form.answer().form() + ": " + detail)));
            case DEFERRED -> Optional.of(new Stop(Reason.TEMPORARILY_REFUSED, what));
            case REFUSED_CLIENT -> Optional.of(new Stop(Reason.CLIENT_REFUSED, what));
            case TLS_REQUIRED ->
                graded.stream().anyMatch(other -> other.channel() != Channel.CLEAR && other.ordinary())
                                && form.channel() == Channel.CLEAR
                        ? Optional.empty()
                        : Optional.of(new Stop(Reason.TLS_FAILED, what + ", and no TLS came about"));
            default -> Optional.empty();
        };
    }

    private boolean movedIntoTls(ChannelAnswers channel) {
        return graded.stream()
                .anyMatch(form -> form.channel() == channel.channel() && form.rung() == Rung.TLS_REQUIRED);
    }

    private static Optional<Stop> uncontrolled(ChannelAnswers channel) {
        boolean postmaster = channel.controls()
                .postmaster()
                .seen()
                .filter(Dialogue::recipientTaken)
                .isPresent();
        if (postmaster) {
            return Optional.empty();
        }
        String named = channel.controls()
                .servedDomain()
                .map(domain -> "postmaster@" + domain)
                .orElse("no postmaster");
        String said = channel.controls()
                .postmaster()
                .match(seen -> "was answered with " + seen.decisive(), (reason, detail) -> "gave nothing: " + detail);
        return Optional.of(new Stop(
                Reason.NO_CONTROL,
                "it refuses foreign recipients, but " + named + " " + said
                        + ", so it may refuse everybody; name a domain that it serves"));
    }

    private String basis() {
        int local = at(Rung.LOCAL_PART, Graded::ordinary).size();
        long refused = graded.stream().filter(Graded::ordinary).count() - local;
        String controls = answers.channels().stream()
                .flatMap(channel -> channel.controls().servedDomain().stream())
                .distinct()
                .findFirst()
                .orElse("its own domain");
        return "refused " + refused + (refused == 1 ? " form" : " forms") + " of a foreign recipient"
                + (local == 0 ? "," : ", took " + local + " as a mailbox of its own, as any would have been,")
                + " and took postmaster@" + controls;
    }

    private boolean takesEverything() {
        return controls(dialogue -> dialogue.recipientTaken());
    }

    private boolean invalidRefused() {
        return controls(dialogue -> dialogue.decisive().permanentNegative());
    }

    private boolean controls(Predicate<Dialogue> wanted) {
        return answers.channels().stream()
                .filter(channel -> ORDINARY.contains(channel.channel()))
                .anyMatch(channel ->
                        channel.controls().invalid().seen().filter(wanted).isPresent());
    }

    private List<Graded> at(Rung rung, Predicate<Graded> which) {
        return new ArrayList<>(graded.stream()
                .filter(form -> form.rung() == rung && which.test(form))
                .toList());
    }

    private static String reply(Graded form) {
        return form.answer()
                .dialogue()
                .match(dialogue -> dialogue.decisive().toString(), (reason, detail) -> "nothing (" + detail + ")");
    }

    private static List<String> forms(List<Graded> forms) {
        return forms.stream().map(form -> form.answer().form()).distinct().toList();
    }

    private static List<Channel> channels(List<Graded> forms) {
        return forms.stream().map(Graded::channel).distinct().toList();
    }

    private static List<InetAddress> egress(List<Graded> forms) {
        return forms.stream()
                .flatMap(form -> form.answer().delivery().seen().stream())
                .map(WitnessedMessage::egress)
                .distinct()
                .toList();
    }
}
