package io.mailsonde.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The network namespace in which {@code testkit/src/lab/bin/java-in-namespace} starts this JVM. */
final class Lab {

    private static final String ENTERED = "MAILSONDE_LAB";
    private static final String DIRECTORY = "MAILSONDE_LAB_DIRECTORY";
    private static final String REFUSED = "MAILSONDE_LAB_REFUSED";

    private Lab() {}

    static boolean isEntered(Map<String, String> environment) {
        return "1".equals(environment.get(ENTERED));
    }

    static String howToEnter(Map<String, String> environment) {
        String refusal = environment.get(REFUSED);
        return refusal != null
                ? refusal
                        + "; it takes Linux, root or unprivileged user namespaces, and the packages util-linux, iproute2"
                : "this JVM is not in the lab's network namespace; `mvn verify` starts it there, and so does"
                        + " testkit/src/lab/bin/java-in-namespace in the place of java";
    }

    /**
     * Whether root of this namespace can become another user, which it cannot where an ordinary user made the namespace:
     * such a one has a single user.
     */
    static boolean hasOtherUsers() {
        try (Stream<String> ranges = Files.lines(Path.of("/proc/self/uid_map"))) {
            return "root".equals(System.getProperty("user.name"))
                    && ranges.map(range -> range.substring(range.lastIndexOf(' ') + 1))
                                    .mapToLong(Long::parseLong)
                                    .sum()
                            > 1;
        } catch (IOException noLinux) {
            return false;
        }
    }

    /**
     * Fails where a server must not start: outside, port 53 belongs to the machine.
     *
     * @throws IllegalStateException outside the lab, with how to get in
     */
    static void requireEntered() {
        if (!isEntered(System.getenv())) {
            throw new IllegalStateException("no server is started: " + howToEnter(System.getenv()));
        }
    }

    /** Where files go: inside the lab to its memory, which is gone with the namespace. */
    static Path directory() {
        Map<String, String> environment = System.getenv();
        String temporary = System.getProperty("java.io.tmpdir");
        return Path.of(isEntered(environment) ? environment.getOrDefault(DIRECTORY, temporary) : temporary);
    }
}
