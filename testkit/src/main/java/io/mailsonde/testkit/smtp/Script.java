package io.mailsonde.testkit.smtp;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the server does at a stage: lines that are played in turn, each once, and then perhaps one effect for all the rest. Without a line or a
 * rest the server replies honestly, or as an older script says. Made by {@link ScriptedSmtp#at(Stage)} and {@link ScriptedSmtp#on(String)}.
 *
 * <p>Thread-safe; may be extended while the server serves.
 */
public final class Script {
    private static final int MAX_LINES = 100_000;

    private final String what;
    private final BiPredicate<Stage, String> which;
    private final ArrayDeque<Effect> lines = new ArrayDeque<>();
    private @Nullable Effect rest;

    Script(String what, BiPredicate<Stage, String> which) {
        this.what = what;
        this.which = which;
    }

    /**
     * Adds lines.
     *
     * @param effects one for each of the next times, in turn
     * @return this script
     * @throws IllegalStateException if there are more than 100,000 unread lines
     */
    public synchronized Script play(Effect... effects) {
        for (Effect effect : effects) {
            if (lines.size() == MAX_LINES) {
                throw new IllegalStateException("a script has at most " + MAX_LINES + " unread lines");
            }
            lines.addLast(Objects.requireNonNull(effect, "effect"));
        }
        return this;
    }

    /**
     * Adds the same line several times.
     *
     * @param times how often, 1 to 100,000
     * @param effect what happens each time
     * @return this script
     * @throws IllegalStateException if there are more than 100,000 unread lines
     */
    public synchronized Script play(int times, Effect effect) {
        Checks.range("times", times, 1, MAX_LINES);
        for (int i = 0; i < times; i++) {
            play(effect);
        }
        return this;
    }

    /**
     * Repeats the line that was added last.
     *
     * @param times how often it is there in all, 1 to 100,000
     * @return this script
     * @throws IllegalStateException if there is no unread line, or more than 100,000
     */
    public synchronized Script times(int times) {
        Checks.range("times", times, 1, MAX_LINES);
        Effect last = lines.peekLast();
        if (last == null) {
            throw new IllegalStateException("there is no line to repeat");
        }
        return times == 1 ? this : play(times - 1, last);
    }

    /**
     * Adds a line that replies: the same as {@code play(Effect.reply(lines))}.
     *
     * @param reply the lines of the reply, code included and without their line ends
     * @return this script
     * @throws IllegalStateException if there are more than 100,000 unread lines
     */
    public Script reply(String... reply) {
        return play(Effect.reply(reply));
    }

    /**
     * Sets what happens once all lines are played, in place of what was set before.
     *
     * @param effect what happens from then on
     * @return this script
     */
    public synchronized Script always(Effect effect) {
        rest = Objects.requireNonNull(effect, "effect");
        return this;
    }

    synchronized @Nullable Effect next(Stage stage, String command) {
        if (!which.test(stage, command)) {
            return null;
        }
        Effect line = lines.pollFirst();
        return line == null ? rest : line;
    }

    synchronized List<String> unread() {
        return lines.stream().map(line -> what + ": " + line).toList();
    }
}
