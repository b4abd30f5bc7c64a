package io.mailsonde.testkit.smtp;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** All scripts, the newest first. */
final class Scripts {
    private static final int MAX = 10_000;

    private final CopyOnWriteArrayList<Script> scripts = new CopyOnWriteArrayList<>();

    Script at(Stage stage) {
        return add(new Script(stage.name(), (at, command) -> at == stage));
    }

    Script on(String prefix) {
        String wanted = prefix.toUpperCase(Locale.ROOT);
        return add(new Script(
                prefix, (at, command) -> command.toUpperCase(Locale.ROOT).startsWith(wanted)));
    }

    private Script add(Script script) {
        if (scripts.size() >= MAX) {
            throw new IllegalStateException("a server has at most " + MAX + " scripts");
        }
        scripts.add(0, script);
        return script;
    }

    @Nullable
    Effect next(Stage stage, String command) {
        for (Script script : scripts) {
            Effect effect = script.next(stage, command);
            if (effect != null) {
                return effect;
            }
        }
        return null;
    }

    List<String> unread() {
        return scripts.stream().flatMap(script -> script.unread().stream()).toList();
    }

    void clear() {
        scripts.clear();
    }
}
