package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.checks.smtp.relay.ChannelRun.Opened;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Channel;
import io.mailsonde.checks.smtp.relay.RelayAnswers.ChannelAnswers;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Controls;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Dialogue;
import io.mailsonde.checks.smtp.relay.RelayAnswers.FormAnswer;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Stop;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.RecordType;
import io.mailsonde.dns.ReverseNames;
import io.mailsonde.smtp.EhloReply;
import io.mailsonde.smtp.Smtp;
import io.mailsonde.smtp.SmtpSession;
import io.mailsonde.witness.Ticket;
import io.mailsonde.witness.WitnessedMessage;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One look at one listener: which channels there are, the forms on each, and what arrives. */
final class RelayLook {
    private final MailHost host;
    private final RelayTools tools;
    private final Foreign foreign;
    private final Openings openings;
    private final RelayTime time;
    private final List<ChannelRun> runs = new ArrayList<>();
    private final List<ChannelAnswers> channels = new ArrayList<>();

    RelayLook(MailHost host, RelayTools tools) {
        this.host = host;
        this.tools = tools;
        this.foreign = new Foreign(tools.here(), host);
        this.openings = new Openings(host, tools);
        this.time = RelayTime.begin(tools.here());
    }

    Step<RelayAnswers> look() {
        return tools.smtp()
                .connect(host)
                .observed()
                .then(came -> came instanceof Observed.Missed<SmtpSession> missed
                        ? neverGreeted(missed)
                        : greeted(came.seen().orElseThrow()))
                .then(from -> delivered().map(arrived -> answers(from, arrived)))
                .observed()
                .then(answers -> {
                    foreign.close();
                    return Step.of(answers);
                });
    }

    /** A host that takes connections and does not greet may wait for the header of a proxy; only then is one sent. */
    private Step<InetAddress> neverGreeted(Observed.Missed<SmtpSession> missed) {
        boolean silent = missed.detail().contains("the greeting was awaited")
                && missed.reason() != Reason.TOO_MUCH_DATA
                && !missed.detail().contains("of a reply without its end had come");
        return silent ? behindProxy(missed) : Step.of(missed.as());
    }

    private Step<InetAddress> greeted(SmtpSession session) {
        if (session.welcomed() instanceof Observed.Missed<SmtpSession> missed) {
            session.quit();
            // so Postfix says that it waited in vain for the header of a proxy, which is about itself and not about us
            boolean waited = session.greeting().code() == 421
                    && session.greeting().enhanced().filter("4.3.0"::equals).isPresent();
            return waited ? behindProxy(missed) : Step.of(missed.as());
        }
        return session.ehlo(tools.smtp().helo()).then(ehlo -> channels(session, ehlo));
    }

    private Step<InetAddress> channels(SmtpSession session, EhloReply ehlo) {
        Step<HostNames> own = pointer().then(pointer -> own(HostNames.of(host, session.greeting(), ehlo, pointer)));
        return own.then(names -> {
            Channel plain = session.tls() ? Channel.IMPLICIT_TLS : Channel.CLEAR;
            return run(plain, names, RelayForms.all(), startingWith(session, ehlo))
                    .then(done -> startTls(names, ehlo, done))
                    .then(done -> claims(names, ehlo))
                    .then(done -> login(names, ehlo, plain == Channel.IMPLICIT_TLS))
                    .map(done -> session.from());
        });
    }

    /** The session in which the host has told what it is serves for the first forms as well. */
    private ChannelRun.Opening startingWith(SmtpSession session, EhloReply ehlo) {
        AtomicBoolean used = new AtomicBoolean();
        return helo -> used.getAndSet(true) ? openings.plain(helo) : Openings.opened(session, ehlo);
    }

    private Step<InetAddress> behindProxy(Observed.Missed<SmtpSession> silence) {
        return openings.proxied(openings.claims().get(0), "")
                .observed()
                .then(came -> came instanceof Observed.Saw<Opened> saw
                        ? proxied(saw.value(), silence)
                        : Step.of(silence.<InetAddress>as()));
    }

    private Step<InetAddress> proxied(Opened opened, Observed.Missed<SmtpSession> silence) {
        opened.session().quit();
        HostNames names = HostNames.of(host, opened.session().greeting(), opened.ehlo(), Optional.empty());
        channels.add(new ChannelAnswers(
                Channel.CLEAR,
                silence.as(),
                Controls.none(silence.reason(), silence.detail()),
                List.of(),
                Optional.of(new Stop(silence.reason(), silence.detail()))));
        List<RelayForm> forms = List.of(RelayForms.of("stranger"));
        return own(names)
                .then(own -> proxied(own, forms, 0))
                .map(done -> opened.session().from());
    }

    private Step<ChannelAnswers> proxied(HostNames names, List<RelayForm> forms, int index) {
        List<String> claims = openings.claims();
        return run(Channel.PROXY_HEADER, names, forms, helo -> openings.proxied(claims.get(index), helo))
                .then(done -> index + 1 < claims.size() && !anyTaken(done)
                        ? proxied(names, forms, index + 1)
                        : Step.saw(done));
    }

    /** Without names that lead elsewhere: a host may call itself anything, and a relay would bring our mail to whose name that is. */
    private Step<HostNames> own(HostNames names) {
        List<String> all = Stream.concat(names.names().stream(), names.served().stream())
                .distinct()
                .toList();
        return Step.each(all, this::elsewhere)
                .map(led -> names.without(
                        led.entrySet().stream()
                                .filter(entry -> entry.getValue().seen().orElse(false))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()),
                        host));
    }

    private Step<Boolean> elsewhere(String name) {
        return tools.dns()
                .addresses(name)
                .then(found -> found.known().isEmpty()
                        ? tools.dns()
                                .ask(name, RecordType.MX)
                                .map(answer -> !answer.records(DnsRecord.MailExchanger.class)
                                        .isEmpty())
                        : Step.saw(!found.known().contains(host.address())));
    }

    private static boolean anyTaken(ChannelAnswers answers) {
        return answers.forms().stream()
                .anyMatch(form ->
                        form.dialogue().seen().filter(Dialogue::recipientTaken).isPresent());
    }

    private Step<Optional<String>> pointer() {
        return tools.dns()
                .ask(ReverseNames.of(host.address()), RecordType.PTR)
                .observed()
                .map(answer -> answer.seen()
                        .flatMap(seen -> seen.records(DnsRecord.Pointer.class).stream()
                                .map(DnsRecord.Pointer::name)
                                .findFirst()));
    }

    private Step<ChannelAnswers> run(
            Channel channel, HostNames names, List<RelayForm> forms, ChannelRun.Opening opening) {
        List<Attempt> attempts = names.attempts(forms, foreign);
        ChannelRun run = new ChannelRun(channel, host, tools, time, foreign, names.served(), attempts, opening);
        return run.run().map(answers -> {
            runs.add(run);
            channels.add(answers);
            return answers;
        });
    }

    /** Inside TLS the plain forms are tried again; all of them where nothing was answered in the clear. */
    private Step<Boolean> startTls(HostNames names, EhloReply ehlo, ChannelAnswers clear) {
        if (host.port() == Smtp.SUBMISSIONS || !ehlo.offers("STARTTLS") || isOver(clear)) {
            return Step.saw(true);
        }
        boolean required = clear.forms().stream()
                .anyMatch(form -> form.dialogue()
                        .seen()
                        .map(Dialogue::decisive)
                        .filter(Rung::wantsTls)
                        .isPresent());
        List<RelayForm> forms = required
                ? RelayForms.all()
                : RelayForms.all().stream().filter(RelayForm::plain).toList();
        return run(Channel.STARTTLS, names, forms, openings::startTls).map(done -> true);
    }

    private static boolean isOver(ChannelAnswers answers) {
        return answers.stopped()
                .filter(stop -> stop.reason() == Reason.RATE_LIMITED)
                .isPresent();
    }

    /** Whether a stranger may say that he comes from elsewhere; some hosts say only inside TLS that one may. */
    private Step<Boolean> claims(HostNames names, EhloReply ehlo) {
        boolean offered = ehlo.offers("XCLIENT");
        boolean inside = !offered && runs.stream().anyMatch(run -> run.offers("XCLIENT"));
        if ((!offered && !inside) || channels.stream().anyMatch(RelayLook::isOver)) {
            return Step.saw(true);
        }
        return claim(names, inside, openings.claims(), 0);
    }

    private Step<Boolean> claim(HostNames names, boolean inside, List<String> claims, int index) {
        String claimed = claims.get(index);
        ChannelRun.Opening opening = helo -> openings.xclient(claimed, inside);
        return run(Channel.XCLIENT, names, List.of(RelayForms.of("stranger")), opening)
                .then(done -> {
                    boolean refused = done.opening().seen().isPresent() && !anyTaken(done);
                    return refused && index + 1 < claims.size()
                            ? claim(names, inside, claims, index + 1)
                            : Step.saw(true);
                });
    }

    /** Whether a login that nobody has opens the host; never outside TLS. */
    private Step<Boolean> login(HostNames names, EhloReply ehlo, boolean implicit) {
        boolean inTls = implicit || ehlo.offers("STARTTLS");
        if (tools.logins().seen().isEmpty() || !inTls || channels.stream().anyMatch(RelayLook::isOver)) {
            return Step.saw(true);
        }
        return run(
                        Channel.LOGIN,
                        names,
                        List.of(RelayForms.of("stranger")),
                        helo -> openings.login(tools.logins().seen().orElseThrow()))
                .map(done -> true);
    }

    /** Waits for what was taken. What was not, and arrived none the less, is proof as well. */
    private Step<Map<Attempt, Observed<WitnessedMessage>>> delivered() {
        List<Attempt> expected = runs.stream()
                .flatMap(run -> run.taken().stream())
                .filter(attempt -> attempt.target().ticket().isPresent())
                .toList();
        return Step.each(expected, attempt -> {
                    Ticket ticket = attempt.target().ticket().orElseThrow();
                    return tools.here()
                            .await(
                                    "the message of form " + attempt.form().id() + " at the witness",
                                    ticket.delivered(),
                                    time.window());
                })
                .map(arrived -> {
                    Map<Attempt, Observed<WitnessedMessage>> all = new LinkedHashMap<>(arrived);
                    runs.stream()
                            .flatMap(run -> run.untaken().stream())
                            .forEach(attempt -> attempt.target()
                                    .ticket()
                                    .flatMap(
                                            ticket -> ticket.messages().stream().findFirst())
                                    .ifPresent(message -> all.put(attempt, Observed.saw(message))));
                    return all;
                });
    }

    private RelayAnswers answers(InetAddress from, Map<Attempt, Observed<WitnessedMessage>> arrived) {
        Map<String, Observed<WitnessedMessage>> byEnvelope = new LinkedHashMap<>();
        arrived.forEach((attempt, message) -> byEnvelope.put(attempt.target().token(), message));
        List<ChannelAnswers> whole = channels.stream()
                .map(channel -> new ChannelAnswers(
                        channel.channel(),
                        channel.opening(),
                        channel.controls(),
                        channel.forms().stream()
                                .map(form -> with(form, byEnvelope))
                                .toList(),
                        channel.stopped()))
                .toList();
        return new RelayAnswers(
                from,
                foreign.foreignDomain(),
                foreign.witnessed(),
                tools.messages().seen().isPresent(),
                whole);
    }

    private static FormAnswer with(FormAnswer form, Map<String, Observed<WitnessedMessage>> arrived) {
        return arrived.entrySet().stream()
                .filter(entry -> form.recipient().contains(entry.getKey()))
                .findFirst()
                .map(entry -> new FormAnswer(
                        form.form(),
                        form.sender(),
                        form.recipient(),
                        form.dialogue(),
                        form.retried(),
                        entry.getValue()))
                .orElse(form);
    }
}
