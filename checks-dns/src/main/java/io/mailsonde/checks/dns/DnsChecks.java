package io.mailsonde.checks.dns;

import io.mailsonde.check.Check;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import java.util.List;

/** The checks of this module. */
public final class DnsChecks {
    private DnsChecks() {}

    /**
     * Every check that DNS decides.
     *
     * @return them, by id
     */
    public static List<Check<?>> all() {
        return List.of(Fcrdns.check());
    }
}
