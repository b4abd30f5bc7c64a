package io.mailsonde.testkit.servers;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test, or a class of tests, that starts real servers: it runs only in the lab's network namespace and where the
 * named programs are installed.
 *
 * <p>Elsewhere it is disabled, and the reason says what to install or how to enter the namespace. Where the
 * environment variable {@code CI} is {@code true} it fails instead: a build server that has lost a program must not
 * turn green.
 *
 * <p>The tag {@code real-server} lets a build select or leave out these tests.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(RealServer.TAG)
@ExtendWith(RealServerCondition.class)
public @interface RealServer {

    /** The tag of every such test: {@value}. */
    String TAG = "real-server";

    /**
     * The programs that the test starts, such as {@code "nsd"}, {@code "knot"}, {@code "unbound"}, {@code "dig"},
     * {@code "dnssec-signzone"}, {@code "postfix"}, {@code "smtp-sink"}, {@code "exim4"}. The mail servers run as several
     * users, for which root must have started the build.
     *
     * @return the programs' names; none when the test needs the namespace only
     */
    String[] value() default {};
}
