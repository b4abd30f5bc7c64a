package io.mailsonde.internal.json;

import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes an address as its text; Jackson's own writer would write a host name where one is known. */
final class AddressWriter extends ValueSerializer<InetAddress> {
    @Override
    public void serialize(InetAddress address, JsonGenerator out, SerializationContext context) {
        out.writeString(IpAddresses.text(address));
    }
}
