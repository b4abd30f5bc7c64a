package io.mailsonde.quality;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import javax.net.SocketFactory;

/** Nothing leaves but through the Wire, where scope, budgets and evidence are applied. */
@AnalyzeClasses(packages = "io.mailsonde", importOptions = DoNotIncludeTests.class)
class OneWayOutTest {
    /** What stands on the other side of the wire: the servers of the testkit, and the witness, which listens and never dials. */
    private static final String[] SERVERS = {
        "io.mailsonde.testkit.dns..",
        "io.mailsonde.testkit.servers..",
        "io.mailsonde.testkit.smtp..",
        "io.mailsonde.witness.server.."
    };

    private static final DescribedPredicate<JavaClass> SOCKETS = assignableTo(Socket.class)
            .or(assignableTo(ServerSocket.class))
            .or(assignableTo(DatagramSocket.class))
            .or(assignableTo(NetworkChannel.class))
            .or(assignableTo(AsynchronousSocketChannel.class))
            .or(assignableTo(SocketFactory.class))
            .or(assignableTo(URLConnection.class))
            .or(resideInAnyPackage(
                    "java.net.http..",
                    "io.netty.bootstrap..",
                    "io.netty.channel.socket..",
                    "io.netty.channel.epoll..",
                    "io.netty.channel.uring.."))
            .as("are sockets");

    @ArchTest
    static final ArchRule sockets_are_opened_behind_the_wire_only = noClasses()
            .that()
            .resideOutsideOfPackage("io.mailsonde.internal..")
            .and()
            .resideOutsideOfPackages(SERVERS)
            .should()
            .dependOnClassesThat(SOCKETS)
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule the_witness_listens_and_never_dials = noClasses()
            .that()
            .resideInAPackage("io.mailsonde.witness.server..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.netty\\.bootstrap\\.Bootstrap|java\\.net\\.Socket|java\\.nio\\..*Channel")
            .orShould()
            .callMethodWhere(target(nameMatching("connect|newSocket|newDatagram")))
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule no_URL_is_opened = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(URL.class)))
                    .and(target(nameMatching("openConnection|openStream|getContent"))))
            .allowEmptyShould(false);

    private static final DescribedPredicate<JavaCall<?>> RESOLVING_BY_THE_JDK =
            describe("resolves a name by the JDK", call -> {
                JavaClass owner = call.getTargetOwner();
                String name = call.getName();
                boolean ofName = call.getTarget().getRawParameterTypes().stream()
                        .findFirst()
                        .filter(first -> first.isEquivalentTo(String.class))
                        .isPresent();
                return (owner.isAssignableTo(InetAddress.class)
                                && name.matches("getByName|getAllByName|getLocalHost|getHostName|getCanonicalHostName"
                                        + "|isReachable"))
                        || (owner.isEquivalentTo(InetSocketAddress.class)
                                && (name.equals("getHostName") || (name.equals("<init>") && ofName)));
            });

    @ArchTest
    static final ArchRule the_JDK_resolves_no_name = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.mailsonde.testkit.dns.Rdata") // refuses all but literals first
            .should()
            .callCodeUnitWhere(RESOLVING_BY_THE_JDK)
            .allowEmptyShould(false)
            .because("it blocks, follows the hosts file, and leaves no evidence");

    @ArchTest
    static final ArchRule dnsjava_and_netty_resolve_nothing_by_themselves = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.xbill\\.DNS\\.(SimpleResolver|ExtendedResolver|DohResolver|Lookup|Address)")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.xbill.DNS.lookup..", "io.netty.resolver.dns..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule no_library_starts_programs = noClasses()
            .that()
            .resideOutsideOfPackage("io.mailsonde.testkit.servers..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Process.class)
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(nameMatching("exec"))))
            .allowEmptyShould(false);
}
