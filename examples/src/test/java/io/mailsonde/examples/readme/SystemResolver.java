package io.mailsonde.examples.readme;

import io.mailsonde.testkit.dns.ScriptedDns;
import org.xbill.DNS.ResolverConfig;

/** A scripted server in the place of the system's resolver, so that samples run as they stand in the page. */
final class SystemResolver implements AutoCloseable {
    private static final String SETTING = "dns.server";

    private final ScriptedDns dns = ScriptedDns.start();

    SystemResolver() {
        System.setProperty(
                SETTING,
                dns.address().getAddress().getHostAddress() + ":"
                        + dns.address().getPort());
        ResolverConfig.refresh();
    }

    ScriptedDns dns() {
        return dns;
    }

    @Override
    public void close() {
        System.clearProperty(SETTING);
        ResolverConfig.refresh();
        dns.close();
    }
}
