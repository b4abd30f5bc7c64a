package io.mailsonde.examples.cli;

import io.mailsonde.audit.Plans;
import io.mailsonde.check.Check;
import java.util.List;

/** The checks that the command knows, by id. */
final class Catalogue {
    private Catalogue() {}

    static List<Check<?>> all() {
        return Plans.checks();
    }

    /**
     * The check of an id.
     *
     * @param id the id
     * @return the check
     * @throws WrongUse if there is none; the message lists the near ones
     */
    static Check<?> find(String id) {
        return all().stream()
                .filter(check -> check.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new WrongUse(unknown(id)));
    }

    private static String unknown(String id) {
        List<String> near =
                NearNames.of(id, all().stream().map(check -> check.info().id()).toList());
        return "there is no check " + Shown.text(id)
                + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?")
                + " ('mailsonde checks' lists them all)";
    }
}
