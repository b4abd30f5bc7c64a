package io.mailsonde.testkit.dns;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the server does with some questions: lines that are played in turn, each for one question, and then perhaps one effect for all the
 * rest. Without a line or a rest the server answers honestly, or as an older script says. Made by {@link ScriptedDns#on(String, RrType)} and
 * its siblings.
 *
 * <p>A line that only TCP can show waits for a question over TCP; until then questions over UDP are answered with TC.
 *
 * <p>Thread-safe; may be extended while the server answers.
 */
public final class Script {
    private static final int MAX_LINES = 100_000;

    private final String what;
    private final int type;
    private final @Nullable Predicate<Question> which;
    private final ArrayDeque<Effect> lines = new ArrayDeque<>();
    private @Nullable Effect rest;

    Script(String what, int type, @Nullable Predicate<Question> which) {
        this.what = what;
        this.type = type;
        this.which = which;
    }

    /**
     * Adds lines.
     *
     * @param effects one for each of the next questions, in turn
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
     * @param questions for how many questions, 1 to 100,000
     * @param effect what happens to each
     * @return this script
     */
    public Script first(int questions, Effect effect) {
        Ranges.check("questions", questions, 1, MAX_LINES);
        for (int i = 0; i < questions; i++) {
            play(effect);
        }
        return this;
    }

    /**
     * Says what happens to every question after the lines. It is never reported as unread.
     *
     * @param effect the effect
     * @return this script
     */
    public synchronized Script always(Effect effect) {
        rest = Objects.requireNonNull(effect, "effect");
        return this;
    }

    boolean matches(Query query) {
        return type == RrType.ANY.code() || type == query.type;
    }

    boolean matches(Question question) {
        return which == null || which.test(question);
    }

    synchronized @Nullable Effect next(Transport transport) {
        Effect line = lines.peekFirst();
        if (line == null) {
            return rest;
        }
        if (transport == Transport.TCP || !needsTcp(line)) {
            lines.removeFirst();
        }
        return line;
    }

    static boolean needsTcp(Effect effect) {
        if (effect instanceof Effect.Delay delay) {
            return needsTcp(delay.then());
        }
        return effect instanceof Effect.TcpDribble
                || effect instanceof Effect.TcpLength
                || (effect instanceof Fault fault && fault.needsTcp());
    }

    synchronized List<String> unread() {
        List<String> unread = new ArrayList<>();
        for (Effect line : lines) {
            unread.add(what + ": " + line);
        }
        return unread;
    }
}
