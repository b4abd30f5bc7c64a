package io.mailsonde.testkit.junit;

import io.mailsonde.Citation;
import io.mailsonde.HostName;
import io.mailsonde.Outcome;
import io.mailsonde.Practice;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.probes.HostAddresses;
import java.util.List;

/** A check that passes where a name has an address. */
final class Lookup {
    static final Check<HostName> CHECK = Check.of(
            new CheckInfo(
                    "test.lookup",
                    "A name has an address",
                    Practice.OPEN_RELAYS,
                    List.of(Citation.rfc(1035, "3.4.1")),
                    List.of()),
            HostAddresses.TARGETS,
            (host, addresses) -> Outcome.judged(List.of(), host.text() + " leads to " + addresses.targets()));

    private Lookup() {}

    static HostName of(String name) {
        return HostName.of(name);
    }
}
