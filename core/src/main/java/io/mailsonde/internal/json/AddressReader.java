package io.mailsonde.internal.json;

import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads an address from its text; Jackson's own reader would resolve a name. */
final class AddressReader extends ValueDeserializer<InetAddress> {
    @Override
    public InetAddress deserialize(JsonParser in, DeserializationContext context) {
        String text = in.getString();
        if (text == null || !IpAddresses.isLiteral(text)) {
            return (InetAddress)
                    context.handleWeirdStringValue(InetAddress.class, String.valueOf(text), "not an IP address");
        }
        return IpAddresses.parse(text);
    }
}
