package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The public pages of this repository, and the parts of them that are made from the code. */
final class Pages {
    static final String REFRESH = "mvn -B -q -pl quality -am test -Dtest='**/docs/*Test' -Dmailsonde.docs=write";

    private static final boolean WRITES = "write".equals(System.getProperty("mailsonde.docs"));

    private Pages() {}

    /** The folder that holds all modules. */
    static Path root() {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Every page, as paths from the root with slashes. */
    static List<String> all() {
        return Stream.concat(files(root(), 1), files(root().resolve("docs"), 9))
                .filter(page -> page.endsWith(".md"))
                .sorted()
                .toList();
    }

    /** The Java files of all modules that are published or run, as paths from the root with slashes. */
    static List<String> sources() {
        return files(root(), 1_000)
                .filter(file -> file.endsWith(".java") && file.contains("/src/main/java/"))
                .sorted()
                .toList();
    }

    private static Stream<String> files(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> root().relativize(file).toString().replace('\\', '/'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String page) {
        return Files.exists(root().resolve(page));
    }

    static String read(String page) {
        try {
            return Files.readString(root().resolve(page)).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands between the marks of a part. */
    static String block(String page, String name) {
        String text = read(page);
        return text.substring(start(page, text, name), end(page, text, name));
    }

    /** Compares a part with what the code says, or writes it anew. */
    static void assertBlock(String page, String name, String made) {
        String expected = made.strip() + "\n";
        if (WRITES) {
            String text = read(page);
            String whole =
                    text.substring(0, start(page, text, name)) + expected + text.substring(end(page, text, name));
            try {
                Files.writeString(root().resolve(page), whole);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String hint = "the part \"" + name + "\" of " + page + " is made from the code; write it anew with: " + REFRESH;
        String actual = block(page, name);
        assertThat(without(expected, actual)).as("missing lines: %s", hint).isEmpty();
        assertThat(without(actual, expected)).as("surplus lines: %s", hint).isEmpty();
        assertThat(actual).as("order: %s", hint).isEqualTo(expected);
    }

    private static List<String> without(String lines, String others) {
        List<String> known = others.lines().toList();
        return lines.lines().filter(line -> !known.contains(line)).toList();
    }

    /** A page without the parts that are made from the code. */
    static String written(String page) {
        return read(page).replaceAll("(?s)<!-- begin (\\S+) -->.*?<!-- end \\1 -->", "");
    }

    private static int start(String page, String text, String name) {
        String mark = "<!-- begin " + name + " -->\n";
        int at = text.indexOf(mark);
        assertThat(at).as("%s has a line %s", page, mark).isNotNegative();
        return at + mark.length();
    }

    private static int end(String page, String text, String name) {
        String mark = "<!-- end " + name + " -->";
        int at = text.indexOf(mark);
        assertThat(at).as("%s has a line %s", page, mark).isNotNegative();
        return at;
    }
}
