package io.mailsonde.checks.smtp.relay;

import io.mailsonde.testkit.smtp.ScriptedSmtp;
import java.util.function.BiConsumer;

/**
 * What a host does, and what has to come out.
 *
 * @param name for a person
 * @param stance what we may do and where we stand
 * @param host makes the host what it is
 * @param expected the outcome with every finding; each other finding is forbidden
 */
record Scenario(String name, Stance stance, BiConsumer<ScriptedSmtp, Beyond> host, Expected expected) {
    @Override
    public String toString() {
        return name;
    }
}
