package io.mailsonde.quality;

import static java.nio.file.Files.isRegularFile;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What source files look like, where only the source shows it. */
class SourcesTest {
    private static final int MAX_FILE = 400;
    private static final int MAX_CHECK = 200;

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|^\\s*//.*?$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CHECK = Pattern.compile("public static Check<[^=;]*\\(\\) \\{");
    private static final Pattern TEST = Pattern.compile(
            "@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Example|ArchTest)\\b"
                    + "|class \\w+ extends \\w+(Test|Properties|Verification)\\b");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@(Disabled|Ignore)\\w*");
    private static final Pattern RUN_BY_MAVEN = Pattern.compile("\\w+(Test|Properties)\\.java");

    private static List<Path> sources(String... folders) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> files = modules.flatMap(module -> Stream.of(folders).map(module::resolve))
                    .filter(Files::isDirectory)
                    .flatMap(SourcesTest::javaFiles)
                    .sorted()
                    .toList();
            assertThat(files).as("sources below " + ROOT).isNotEmpty();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> isRegularFile(file) && file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> all() {
        return sources("src/main/java", "src/test/java");
    }

    private static List<Path> main() {
        return sources("src/main/java");
    }

    private static List<Path> tests() {
        return sources("src/test/java");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(Path file) {
        return COMMENT.matcher(text(file)).replaceAll("");
    }

    private static Predicate<Path> has(Pattern pattern) {
        return file -> pattern.matcher(code(file)).find();
    }

    /** Those that break a rule, as they are named from the root; the sources that were looked at are known not to be none. */
    private static List<String> offenders(List<Path> files, Predicate<Path> broken) {
        return files.stream()
                .filter(broken)
                .map(file -> ROOT.relativize(file).toString())
                .toList();
    }

    @Test
    void a_file_has_fewer_than_400_lines() {
        assertThat(offenders(all(), file -> text(file).lines().count() >= MAX_FILE))
                .isEmpty();
    }

    @Test
    void a_check_has_fewer_than_200_lines_of_code() {
        List<Path> checks = main().stream().filter(has(CHECK)).toList();

        assertThat(checks).isNotEmpty();
        assertThat(offenders(
                        checks,
                        file -> code(file)
                                        .lines()
                                        .filter(line -> !line.isBlank())
                                        .count()
                                >= MAX_CHECK))
                .isEmpty();
    }

    @Test
    void a_test_class_has_a_test_and_a_name_by_which_Maven_runs_it() {
        Predicate<Path> isRun =
                file -> RUN_BY_MAVEN.matcher(file.getFileName().toString()).matches();

        assertThat(offenders(tests(), isRun.and(has(TEST).negate())))
                .as("named as tests, without a test")
                .isEmpty();
        assertThat(offenders(tests(), has(TEST).and(isRun.negate()).and(file -> !isRunByAnother(file))))
                .as("tests that Maven does not run")
                .isEmpty();
    }

    /** Samples are tests in the reader's build, and run by a test here. */
    private static boolean isRunByAnother(Path file) {
        String name = file.getFileName().toString().replace(".java", ".class");
        return tests().stream().anyMatch(other -> code(other).contains("selectClass(" + name + ")"));
    }

    @Test
    void no_test_is_switched_off() {
        assertThat(offenders(tests(), has(SWITCHED_OFF))).isEmpty();
    }

    @Test
    void no_test_sleeps() {
        assertThat(offenders(tests(), has(Pattern.compile("\\bsleep\\(")))).isEmpty();
    }

    @Test
    void nothing_is_left_to_be_done() {
        Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

        assertThat(offenders(all(), file -> later.matcher(text(file)).find())).isEmpty();
    }
}
