package io.mailsonde.testkit.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of this machine, and the Debian package that brings it.
 *
 * @param becomesOthers whether it runs parts of itself as other users, which needs root over more than one user
 */
record Program(String executable, String debianPackage, boolean becomesOthers) {

    private static final Map<String, Program> NAMED_OTHERWISE = Map.of(
            "knot", new Program("knotd", "knot", false),
            "dig", new Program("dig", "bind9-dnsutils", false),
            "dnssec-keygen", new Program("dnssec-keygen", "bind9-utils", false),
            "dnssec-signzone", new Program("dnssec-signzone", "bind9-utils", false),
            "postfix", new Program("postfix", "postfix", true),
            "smtp-sink", new Program("smtp-sink", "postfix", true),
            "exim4", new Program("exim4", "exim4-daemon-heavy", true));

    /**
     * Where Debian puts servers, which is not in everybody's PATH; then where .ci/run unpacks Exim, whose package cannot
     * be installed beside Postfix's.
     */
    private static final String SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin:/opt/mailsonde-lab/exim/usr/sbin";

    /** Names the file of another Exim. */
    private static final String EXIM = "MAILSONDE_EXIM";

    static Program of(String name) {
        return NAMED_OTHERWISE.getOrDefault(name, new Program(name, name, false));
    }

    Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SYSTEM_FOLDERS;
        Stream<Path> named = Stream.ofNullable(executable.equals("exim4") ? System.getenv(EXIM) : null)
                .map(Path::of);
        Stream<Path> installed = Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, executable));
        return Stream.concat(named, installed)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    Path require() {
        return find().orElseThrow(() -> new IllegalStateException(
                "there is no " + executable + " on this machine; on Debian: apt-get install " + debianPackage));
    }
}
