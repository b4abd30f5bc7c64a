package io.mailsonde.dns;

import io.mailsonde.Reason;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.wire.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The DNS as a probe is handed it. */
public final class Dns {
    /** Asks the DNS; needs no consent. */
    public static final Capability<Dns> DNS = Capability.of("DNS", Set.of(), wire -> Observed.saw(new Dns(wire)));

    private final Wire wire;

    private Dns(Wire wire) {
        this.wire = wire;
    }

    /**
     * Asks the configured resolvers.
     *
     * @param name an absolute name in presentation form
     * @param type what is asked for
     * @return the answer, which may say that there is nothing; or missed, if nobody could say
     */
    public Step<DnsAnswer> ask(String name, RecordType type) {
        return wire.query(new DnsQuestion(name, type));
    }

    /**
     * Asks one name server what it itself knows, without recursion.
     *
     * @param server the server's address; its port is 53
     * @param name an absolute name in presentation form
     * @param type what is asked for
     * @return the answer, which may be a referral
     */
    public Step<DnsAnswer> ask(InetAddress server, String name, RecordType type) {
        return wire.query(new InetSocketAddress(server, 53), new DnsQuestion(name, type));
    }

    /**
     * Both address records of a name.
     *
     * @param name an absolute name in presentation form
     * @return what each question came to; never missed as a whole
     */
    public Step<NameAddresses> addresses(String name) {
        boolean inScope = wire.scope().covers(DnsNames.canonical(name));
        return ask(name, RecordType.A)
                .observed()
                .with(ask(name, RecordType.AAAA).observed(), (v4, v6) -> new NameAddresses(name, v4, v6, inScope));
    }

    /**
     * Whether an address lies in a network of the scope, so that it may be private.
     *
     * @param address the address
     * @return true if it does
     */
    public boolean inScope(InetAddress address) {
        return wire.scope().covers(address);
    }

    /**
     * Whether a name lies at or below a domain of the scope, so that it may be of special use.
     *
     * @param name in canonical form
     * @return true if it does
     */
    public boolean inScope(String name) {
        return wire.scope().covers(name);
    }

    /**
     * What the DNS says of a name's addresses.
     *
     * @param name the name
     * @param v4 its A records, or why they are not known
     * @param v6 its AAAA records, or why they are not known
     * @param inScope whether the name lies in a domain of the scope
     */
    public record NameAddresses(String name, Observed<DnsAnswer> v4, Observed<DnsAnswer> v6, boolean inScope) {
        /** Refuses missing parts. */
        public NameAddresses {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(v4, "v4");
            Objects.requireNonNull(v6, "v6");
        }

        /**
         * The addresses that are known.
         *
         * @return IPv4 first, each family in the order of its answer
         */
        public List<InetAddress> known() {
            List<InetAddress> all = new ArrayList<>();
            collect(v4, all);
            collect(v6, all);
            return all;
        }

        private static void collect(Observed<DnsAnswer> leg, List<InetAddress> all) {
            if (leg instanceof Observed.Saw<DnsAnswer> saw) {
                for (DnsRecord record : saw.value().records()) {
                    if (record instanceof DnsRecord.Address address) {
                        all.add(address.address());
                    }
                }
            }
        }

        /**
         * What is not known of the addresses, beside those that are.
         *
         * @return the failure of either family, and a note where an answer held more addresses than are kept
         * @param <V> the type that the miss stands for
         */
        public <V> List<Observed.Missed<V>> missed() {
            List<Observed.Missed<V>> misses = new ArrayList<>();
            for (Observed<DnsAnswer> leg : List.of(v4, v6)) {
                if (leg instanceof Observed.Missed<DnsAnswer> miss) {
                    misses.add(miss.as());
                } else {
                    int left = leg.seen().map(DnsAnswer::left).orElse(0);
                    if (left > 0) {
                        misses.add(new Observed.Missed<>(
                                Reason.TOO_MUCH_DATA, name + " has " + left + " more addresses than are looked at"));
                    }
                }
            }
            return misses;
        }

        /**
         * The addresses, where enough is known.
         *
         * @return missed with the failure if either question failed and no address is known; missed as {@link Reason#NAME_NOT_FOUND} if both
         *     were answered and there is none
         */
        public Observed<List<InetAddress>> all() {
            List<InetAddress> known = known();
            if (!known.isEmpty()) {
                return Observed.saw(known);
            }
            return v4.part(four -> v6.part(six -> Observed.missed(
                    Reason.NAME_NOT_FOUND,
                    name
                            + (four.kind() == DnsAnswer.Kind.NX_DOMAIN
                                    ? " does not exist"
                                    : " has neither A nor AAAA records"))));
        }
    }
}
