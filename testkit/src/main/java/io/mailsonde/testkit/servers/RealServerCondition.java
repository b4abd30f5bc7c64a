package io.mailsonde.testkit.servers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RealServer} whether a test can run here. JUnit makes its own; there is no other use for it. */
public final class RealServerCondition implements ExecutionCondition {

    private final Map<String, String> environment;
    private final Predicate<Program> installed;
    private final boolean otherUsers;

    /** The condition for this JVM's environment and this machine's programs. */
    public RealServerCondition() {
        this(System.getenv(), program -> program.find().isPresent(), Lab.hasOtherUsers());
    }

    RealServerCondition(Map<String, String> environment, Predicate<Program> installed, boolean otherUsers) {
        this.environment = Map.copyOf(environment);
        this.installed = installed;
        this.otherUsers = otherUsers;
    }

    /**
     * Lets the test run in the lab when its programs are there.
     *
     * @param context the class or method that JUnit is about to run
     * @return enabled, or disabled with what to do about it
     * @throws IllegalStateException with the same words, when the environment variable {@code CI} is {@code true}
     */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RealServer.class)
                .map(annotation -> evaluate(List.of(annotation.value())))
                .orElseGet(() -> ConditionEvaluationResult.enabled("no real server asked for"));
    }

    ConditionEvaluationResult evaluate(List<String> names) {
        Optional<String> obstacle = obstacle(names);
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled("in the lab, with " + names);
        }
        if ("true".equalsIgnoreCase(environment.get("CI"))) {
            throw new IllegalStateException("CI must run every real-server test, but " + obstacle.get());
        }
        return ConditionEvaluationResult.disabled("not run: " + obstacle.get());
    }

    private Optional<String> obstacle(List<String> names) {
        if (!Lab.isEntered(environment)) {
            return Optional.of(Lab.howToEnter(environment));
        }
        List<Program> programs = names.stream().map(Program::of).toList();
        List<Program> missing =
                programs.stream().filter(program -> !installed.test(program)).toList();
        if (!missing.isEmpty()) {
            return Optional.of(howToInstall(missing));
        }
        return programs.stream()
                .filter(program -> program.becomesOthers() && !otherUsers)
                .findFirst()
                .map(program -> program.executable() + " runs as several users: start the build as root");
    }

    private static String howToInstall(List<Program> missing) {
        String programs = missing.stream().map(Program::executable).collect(Collectors.joining(", "));
        String packages =
                missing.stream().map(Program::debianPackage).distinct().collect(Collectors.joining(" "));
        return "there is no " + programs + " on this machine; .ci/run brings it, or on Debian: apt-get install "
                + packages;
    }
}
