package io.mailsonde.testkit.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All scripts of a server, the newest first; those for a name come before those for a predicate. */
final class Scripts {
    private final ConcurrentHashMap<WireName, CopyOnWriteArrayList<Script>> byName = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Script> byPredicate = new CopyOnWriteArrayList<>();

    Script forName(String name, RrType type) {
        Script script = new Script(name + " " + type, type.code(), null);
        byName.computeIfAbsent(WireName.of(name), key -> new CopyOnWriteArrayList<>())
                .add(0, script);
        return script;
    }

    Script forAll(String what, Predicate<Question> which) {
        Script script = new Script(what, RrType.ANY.code(), which);
        byPredicate.add(0, script);
        return script;
    }

    /** What to do with a question; null to answer honestly. */
    @Nullable
    Effect next(Query query, QuestionLog log) {
        List<Script> named = byName.isEmpty() ? null : byName.get(query.name);
        if (named != null) {
            for (Script script : named) {
                Effect effect = script.matches(query) ? script.next(query.transport) : null;
                if (effect != null) {
                    return effect;
                }
            }
        }
        if (byPredicate.isEmpty()) {
            return null;
        }
        Question question = log.question(query);
        for (Script script : byPredicate) {
            Effect effect = script.matches(question) ? script.next(query.transport) : null;
            if (effect != null) {
                return effect;
            }
        }
        return null;
    }

    List<String> unread() {
        List<String> unread = new ArrayList<>();
        byName.entrySet().stream()
                .sorted((a, b) -> a.getKey().compareCanonically(b.getKey()))
                .forEach(entry -> entry.getValue().forEach(script -> unread.addAll(script.unread())));
        byPredicate.forEach(script -> unread.addAll(script.unread()));
        return unread;
    }

    void clear() {
        byName.clear();
        byPredicate.clear();
    }
}
