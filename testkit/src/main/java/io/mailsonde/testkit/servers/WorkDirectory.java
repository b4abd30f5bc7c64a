package io.mailsonde.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one server's or one tool's own, deleted with all that is in it. */
record WorkDirectory(Path path) implements AutoCloseable {

    private static final String LOG = "log";
    private static final int TAIL = 30;

    static WorkDirectory create(String program) {
        try {
            return new WorkDirectory(Files.createTempDirectory(Lab.directory(), program + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + program + " in " + Lab.directory(), e);
        }
    }

    Path write(String file, String text) {
        Path target = path.resolve(file);
        try {
            return Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + target, e);
        }
    }

    String read(String file) {
        Path source = path.resolve(file);
        try {
            // A program may log any byte; ISO 8859-1 has a character for each.
            return Files.readString(source, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + source, e);
        }
    }

    Path log() {
        return path.resolve(LOG);
    }

    String logTail() {
        List<String> lines = read(LOG).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + path, e);
        }
    }
}
