package io.mailsonde.testkit.junit;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Scope;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands servers and auditors to tests of checks, and lets no test leave anything behind.
 *
 * <pre>{@code
 * @ExtendWith(MailsondeExtension.class)
 * class MyCheckTest {
 *     @Test
 *     void an_address_without_a_name_fails(ScriptedDns dns, MailAudit audit) {
 *         dns.on("25.2.0.192.in-addr.arpa", PTR).play(NXDOMAIN);
 *         assertThat(audit.run(MyCheck.check(), HostAddress.of("192.0.2.25"))).fails();
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of test and life-cycle methods of a test can be:
 *
 * <ul>
 *   <li>{@link ScriptedDns}: the server of this test, the same for all its methods.
 *   <li>{@link ScriptedSmtp}: the mail server of this test, the same for all its methods.
 *   <li>{@link MailAudit}: an auditor that asks this server, on loopback with every consent, closed after the test.
 *   <li>{@link io.mailsonde.Auditor.Builder}: the same to be built and closed by the test itself.
 * </ul>
 *
 * <p>Registered in a field with {@code @RegisterExtension}, its methods give the same with another scope.
 *
 * <p>After each test it fails on: script lines that nothing met, problems inside the scripted servers, connections and sockets that are
 * open though their auditor should be closed, Netty buffers that were dropped without being released, exceptions that ended any thread, and threads
 * of auditors and servers that go on. Those are watched in the whole JVM, so tests that use it must not run at the same time as others.
 */
public final class MailsondeExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<Class<?>> PARAMETERS =
            Set.of(ScriptedDns.class, ScriptedSmtp.class, MailAudit.class, Auditor.Builder.class);

    private final Duration patience;
    private @Nullable Bench bench;

    /** Waits up to 5 seconds for each thing to end. */
    public MailsondeExtension() {
        this(PATIENCE);
    }

    MailsondeExtension(Duration patience) {
        this.patience = patience;
    }

    private Bench bench() {
        if (bench == null) {
            throw new IllegalStateException("servers and auditors belong to one test; ask for them while it runs");
        }
        return bench;
    }

    /**
     * The server of this test.
     *
     * @return the server, started at the first call, closed after the test
     * @throws IllegalStateException if no test is running
     */
    public ScriptedDns dns() {
        return bench().dns();
    }

    /**
     * Watches another server.
     *
     * @param server a server that the test started
     * @return the same; it is closed after the test
     * @throws IllegalStateException if no test is running
     */
    public ScriptedDns watch(ScriptedDns server) {
        return bench().watch(Objects.requireNonNull(server, "server"));
    }

    /**
     * The mail server of this test.
     *
     * @return the server, started at the first call, closed after the test
     * @throws IllegalStateException if no test is running
     */
    public ScriptedSmtp smtp() {
        return bench().smtp();
    }

    /**
     * Watches another mail server.
     *
     * @param server a server that the test started
     * @return the same; it is closed after the test
     * @throws IllegalStateException if no test is running
     */
    public ScriptedSmtp watch(ScriptedSmtp server) {
        return bench().watch(Objects.requireNonNull(server, "server"));
    }

    /**
     * An auditor that asks the server of this test, its budgets lifted.
     *
     * @param scope what may be touched, and how far
     * @return a builder; the test closes what it builds
     * @throws IllegalStateException if no test is running
     */
    public Auditor.Builder auditor(Scope scope) {
        return bench().auditor(scope);
    }

    /**
     * An auditor that asks the server of this test, its budgets lifted, and waits for each report.
     *
     * @param scope what may be touched, and how far
     * @return the audit, closed after the test
     * @throws IllegalStateException if no test is running
     */
    public MailAudit audit(Scope scope) {
        return bench().audit(scope);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        bench = new Bench(patience);
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Bench ended = bench();
        bench = null;
        ended.end();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return bench != null && PARAMETERS.contains(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == ScriptedDns.class) {
            return dns();
        }
        if (type == ScriptedSmtp.class) {
            return smtp();
        }
        Scope loopback = MailAudit.loopback(Consent.values());
        return type == MailAudit.class ? audit(loopback) : auditor(loopback);
    }
}
