package io.mailsonde.testkit.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of this machine, and the Debian package that brings it. */
record Program(String executable, String debianPackage) {

    private static final Map<String, Program> NAMED_OTHERWISE = Map.of(
            "knot", new Program("knotd", "knot"),
            "dig", new Program("dig", "bind9-dnsutils"),
            "dnssec-keygen", new Program("dnssec-keygen", "bind9-utils"),
            "dnssec-signzone", new Program("dnssec-signzone", "bind9-utils"));

    /** Where Debian puts servers, which is not in everybody's PATH. */
    private static final String SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin";

    static Program of(String name) {
        return NAMED_OTHERWISE.getOrDefault(name, new Program(name, name));
    }

    Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SYSTEM_FOLDERS;
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, executable))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    Path require() {
        return find().orElseThrow(() -> new IllegalStateException(
                "there is no " + executable + " on this machine; on Debian: apt-get install " + debianPackage));
    }
}
