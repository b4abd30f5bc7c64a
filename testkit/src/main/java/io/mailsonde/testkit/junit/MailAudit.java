package io.mailsonde.testkit.junit;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Limits;
import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.Target;
import io.mailsonde.check.Check;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An auditor for a product's own tests: runs a check, waits, and hands back the report.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MailAudit audit = MailAudit.onLoopback(Consent.DELIVER);
 *
 * @Test
 * void does_not_relay_for_strangers() {
 *     assertThat(audit.run(OpenRelay.check(), product)).passes(); // undecided fails too, and says why
 * }
 * }</pre>
 *
 * <p>Its budgets are lifted, since the network is one's own. The auditor is made when it is first needed. In a static field it serves all tests of
 * the class and is closed after the last, so that its DNS cache lasts as long; in another field each test has its own. Whatever it then still has
 * open fails the class or the test. Not safe for use by several threads.
 */
public final class MailAudit implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    private final Scope scope;
    private final List<InetSocketAddress> servers;
    private final Duration within;
    private final @Nullable ScriptedDns given;

    private boolean ofClass;
    private @Nullable ScriptedDns own;
    private @Nullable Parts parts;

    /** What an auditor needs, with other names than the threads of auditors that a test makes and has to close itself. */
    private record Parts(Auditor auditor, EventLoops loops, ExecutorService executor) {}

    private MailAudit(Scope scope, List<InetSocketAddress> servers, Duration within, @Nullable ScriptedDns given) {
        this.scope = Objects.requireNonNull(scope, "scope");
        this.servers = List.copyOf(servers);
        this.within = within;
        this.given = given;
    }

    /**
     * Audits what listens on loopback: {@code 127.0.0.0/8} and {@code ::1}.
     *
     * @param granted what the checks may do there
     * @return the extension, to be registered
     */
    public static MailAudit onLoopback(Consent... granted) {
        return in(loopback(granted));
    }

    /**
     * Audits within another scope, such as a test network.
     *
     * @param scope what may be touched, and how far
     * @return the extension, to be registered
     */
    public static MailAudit in(Scope scope) {
        return new MailAudit(scope, List.of(), WITHIN, null);
    }

    static Scope loopback(Consent... granted) {
        return Scope.networks("127.0.0.0/8", "::1").consentingTo(granted);
    }

    /** Asks a server that somebody else closes. */
    static MailAudit asking(ScriptedDns dns, Scope scope) {
        return new MailAudit(scope, List.of(dns.address()), WITHIN, dns);
    }

    /**
     * The same, asking these DNS servers instead of the system's or its own.
     *
     * @param resolvers at least one, in the order in which they are asked
     * @return the extension, to be registered instead of this one
     */
    public MailAudit withDns(InetSocketAddress... resolvers) {
        return new MailAudit(scope, List.of(resolvers), within, null);
    }

    /**
     * The same, with runs that are over within a time.
     *
     * @param whole the time of each run; positive; 30 seconds unless said otherwise
     * @return the extension, to be registered instead of this one
     */
    public MailAudit within(Duration whole) {
        if (whole.isNegative() || whole.isZero()) {
            throw new IllegalArgumentException("a run takes some time: within " + whole);
        }
        return new MailAudit(scope, servers, whole, given);
    }

    /**
     * A scripted DNS server of its own, which it asks instead of the system's. After each test every line of its scripts has to be played, and they
     * are forgotten; its records stay.
     *
     * @return the server, started at the first call; closed together with the auditor
     * @throws IllegalStateException if a run has asked other servers already
     */
    public ScriptedDns dns() {
        ScriptedDns server = given == null ? own : given;
        if (server == null) {
            if (!servers.isEmpty() || parts != null) {
                throw new IllegalStateException(
                        servers.isEmpty()
                                ? "the auditor asks the system's DNS servers already; call dns() before the first run"
                                : "the auditor asks " + servers + ", not a scripted server");
            }
            own = server = ScriptedDns.start();
        }
        return server;
    }

    /**
     * Runs a check and waits for its report.
     *
     * @param check the check
     * @param target what to check
     * @return the report
     * @throws IllegalStateException if this thread is interrupted; its interrupt flag stays set
     * @param <T> the kind of target
     */
    public <T extends Target> Report run(Check<T> check, T target) {
        return run(Plan.of(check), target);
    }

    /**
     * Runs a plan and waits for its report.
     *
     * @param plan the plan
     * @param target what to check
     * @return the report
     * @throws IllegalStateException if this thread is interrupted; its interrupt flag stays set
     * @param <T> the kind of target
     */
    public <T extends Target> Report run(Plan<T> plan, T target) {
        try {
            return auditor().run(plan, target).within(within).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the audit of " + target.text(), e);
        }
    }

    /**
     * The auditor behind it, for runs of another shape.
     *
     * @return the auditor; it is closed by the extension
     */
    public Auditor auditor() {
        if (parts == null) {
            parts = start();
        }
        return parts.auditor();
    }

    private Parts start() {
        EventLoops loops = new EventLoops("mail-audit-loop");
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "mail-audit-work");
            thread.setDaemon(true);
            return thread;
        });
        Auditor.Builder builder = Auditor.builder(scope)
                .limits(Limits.lifted())
                .eventLoopGroup(loops.group())
                .executor(executor);
        List<InetSocketAddress> asked = own == null ? servers : List.of(own.address());
        if (!asked.isEmpty()) {
            builder.dnsServers(asked.toArray(InetSocketAddress[]::new));
        }
        return new Parts(builder.build(), loops, executor);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ofClass = true;
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Leftovers leftovers = new Leftovers(PATIENCE);
        if (own != null) {
            leftovers.unread(own);
            own.clearScripts();
        }
        if (!ofClass) {
            close(leftovers);
        }
        leftovers.throwIfAny("after the test");
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        Leftovers leftovers = new Leftovers(PATIENCE);
        close(leftovers);
        leftovers.throwIfAny("after the tests of the class");
    }

    void close(Leftovers leftovers) throws InterruptedException {
        if (parts != null) {
            parts.auditor().close();
            leftovers.close(parts.loops());
            parts.executor().shutdown();
            Duration patience = leftovers.patience();
            if (!parts.executor().awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                leftovers.add("the auditor's work did not end within " + patience);
            }
            parts = null;
        }
        if (own != null) {
            leftovers.close(own);
            own = null;
        }
    }
}
