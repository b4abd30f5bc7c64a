package io.mailsonde.testkit.dns;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The records that a {@link ScriptedDns} answers with: one tree from the root downwards, whatever real zones it imitates.
 *
 * <p>A name that has no records but has names below it exists (NODATA, not NXDOMAIN; RFC 8020). A first label {@code *} is a wildcard
 * (RFC 4592). Negative answers carry the nearest SOA record above the name (RFC 2308); the root has one from the start. Where the question
 * asks for DNSSEC (DO), the RRSIG and NSEC records that were added come along; this class signs nothing.
 *
 * <p>Names are in presentation form (RFC 1035, section 5.1), the final dot is optional, upper and lower case are equal. Times to live are
 * seconds, 0 to 4294967295 (RFC 2181 allows half of that; a fault may need the rest), {@value #DEFAULT_TTL} where none is given. The same
 * record twice is kept once.
 *
 * <p>Thread-safe: records may come and go while servers answer, and several servers may share a zone. Each method returns this zone. A name or
 * value that cannot be written on the wire is an {@link IllegalArgumentException}.
 */
public final class Zone {
    /** The time to live of records that are added without one: 3600 seconds. */
    public static final long DEFAULT_TTL = 3600;

    private static final long MAX_TTL = 0xFFFF_FFFFL;

    private final ConcurrentHashMap<WireName, Node> nodes = new ConcurrentHashMap<>();
    private volatile boolean hasCuts;
    private volatile boolean hasNsec;

    /** A zone with nothing but an SOA record at the root, whose minimum is 300 seconds. */
    public Zone() {
        nodes.put(WireName.ROOT, new Node(WireName.ROOT));
        soa(".", 300);
    }

    /**
     * The name under which an address has its PTR record (RFC 1035, section 3.5; RFC 3596, section 2.5).
     *
     * @param address an IPv4 or IPv6 address literal
     * @return such as {@code "1.2.0.192.in-addr.arpa"}
     */
    public static String reverse(String address) {
        byte[] octets = Rdata.address(address);
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xFF;
            if (octets.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet & 15, 16)).append('.');
                name.append(Character.forDigit(octet >> 4, 16)).append('.');
            }
        }
        return name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }

    /**
     * Adds a record as text.
     *
     * @param name the owner
     * @param type A, AAAA, NS, CNAME, PTR, DNAME, MX, TXT, SOA, SRV or TLSA; any other with the generic form {@code \# LENGTH HEX} (RFC 3597)
     * @param value the data in presentation form; for TXT the text itself, without quotes
     * @return this zone
     */
    public Zone add(String name, RrType type, String value) {
        return add(name, DEFAULT_TTL, type, value);
    }

    /**
     * Adds a record as text with a time to live.
     *
     * @param name the owner
     * @param ttl seconds, 0 to 4294967295
     * @param type as in {@link #add(String, RrType, String)}
     * @param value the data in presentation form
     * @return this zone
     */
    public Zone add(String name, long ttl, RrType type, String value) {
        return raw(name, ttl, type, Rdata.parse(type, value));
    }

    /**
     * Adds A records.
     *
     * @param name the owner
     * @param addresses IPv4 address literals
     * @return this zone
     */
    public Zone a(String name, String... addresses) {
        return addAll(name, RrType.A, addresses);
    }

    /**
     * Adds AAAA records.
     *
     * @param name the owner
     * @param addresses IPv6 address literals
     * @return this zone
     */
    public Zone aaaa(String name, String... addresses) {
        return addAll(name, RrType.AAAA, addresses);
    }

    /**
     * Adds PTR records.
     *
     * @param address an IPv4 or IPv6 address literal; the owner is its {@link #reverse(String)} name
     * @param names what the address is called
     * @return this zone
     */
    public Zone ptr(String address, String... names) {
        return addAll(reverse(address), RrType.PTR, names);
    }

    /**
     * Adds a CNAME record. It is followed for the other types of the alias, whatever else the alias owns.
     *
     * @param alias the owner
     * @param target the canonical name
     * @return this zone
     */
    public Zone cname(String alias, String target) {
        return add(alias, RrType.CNAME, target);
    }

    /**
     * Adds an MX record.
     *
     * @param domain the owner
     * @param preference 0 to 65535, lower is tried first
     * @param host the mail host; {@code "."} with preference 0 is the null MX of RFC 7505
     * @return this zone
     */
    public Zone mx(String domain, int preference, String host) {
        return add(domain, RrType.MX, preference + " " + host);
    }

    /**
     * Adds one TXT record.
     *
     * @param name the owner
     * @param strings its character strings, written as UTF-8; one of more than 255 octets becomes several
     * @return this zone
     */
    public Zone txt(String name, String... strings) {
        return raw(name, DEFAULT_TTL, RrType.TXT, Rdata.strings(strings));
    }

    /**
     * Adds NS records as data of a zone that this server keeps answering for; see {@link #delegate} for a zone that it does not.
     *
     * @param apex the owner
     * @param servers names of name servers
     * @return this zone
     */
    public Zone ns(String apex, String... servers) {
        return addAll(apex, RrType.NS, servers);
    }

    /**
     * Sets the SOA record of a name in place of any other: negative answers at and below carry it.
     *
     * @param apex the owner
     * @param minimum how long negative answers may be kept, in seconds (RFC 2308, section 4)
     * @return this zone
     */
    public Zone soa(String apex, long minimum) {
        remove(apex, RrType.SOA);
        return add(apex, RrType.SOA, "ns.invalid hostmaster.invalid 1 7200 900 1209600 " + minimum);
    }

    /**
     * Adds a record of any type from its octets, which may be wrong on purpose.
     *
     * @param name the owner
     * @param type any type
     * @param rdata the data on the wire, at most 65535 octets
     * @return this zone
     */
    public Zone raw(String name, RrType type, byte... rdata) {
        return raw(name, DEFAULT_TTL, type, rdata);
    }

    /**
     * Adds a record of any type from its octets, with a time to live.
     *
     * @param name the owner
     * @param ttl seconds, 0 to 4294967295
     * @param type any type
     * @param rdata the data on the wire, at most 65535 octets
     * @return this zone
     */
    public Zone raw(String name, long ttl, RrType type, byte... rdata) {
        if (ttl < 0 || ttl > MAX_TTL) {
            throw new IllegalArgumentException("a time to live is 0 to 4294967295 seconds, not " + ttl);
        }
        byte[] record = RrSet.record(type.code(), ttl, Rdata.checked(rdata));
        synchronized (nodes) {
            node(WireName.of(name)).add(type.code(), record);
            hasNsec |= type.equals(RrType.NSEC);
        }
        return this;
    }

    /**
     * Ends this zone at a name: every question at or below it, except for the DS record of the name itself, is answered with a referral that is
     * not authoritative (RFC 1034, section 4.3.2).
     *
     * @param child the name that is delegated
     * @param server the name of its name server
     * @param glue addresses of that server, IPv4 or IPv6, for the additional section
     * @return this zone
     */
    public Zone delegate(String child, String server, String... glue) {
        ns(child, server);
        for (String address : glue) {
            add(server, address.indexOf(':') < 0 ? RrType.A : RrType.AAAA, address);
        }
        synchronized (nodes) {
            node(WireName.of(child)).setCut(true);
            hasCuts = true;
        }
        return this;
    }

    /**
     * Removes all records of a name. The name still exists while others stand below it.
     *
     * @param name the owner; nothing happens where there is none
     * @return this zone
     */
    public Zone remove(String name) {
        synchronized (nodes) {
            Node node = nodes.get(WireName.of(name));
            if (node != null) {
                node.clear();
                prune(node);
            }
        }
        return this;
    }

    /**
     * Removes the records of a name and type.
     *
     * @param name the owner
     * @param type the type
     * @return this zone
     */
    public Zone remove(String name, RrType type) {
        synchronized (nodes) {
            Node node = nodes.get(WireName.of(name));
            if (node != null) {
                node.remove(type.code());
                prune(node);
            }
        }
        return this;
    }

    private Zone addAll(String name, RrType type, String... values) {
        for (String value : values) {
            add(name, type, value);
        }
        return this;
    }

    private Node node(WireName name) {
        Node known = nodes.get(name);
        if (known != null) {
            return known;
        }
        Node made = new Node(name);
        node(name.parent().copy()).children++;
        nodes.put(name, made);
        return made;
    }

    private void prune(Node node) {
        for (Node n = node; n != null && n.isDispensable(); ) {
            nodes.remove(n.name);
            n = nodes.get(n.name.parent());
            if (n != null) {
                n.children--;
            }
        }
    }

    /** The node that answers for a name: its own, else the wildcard of the closest encloser (RFC 4592, section 3.3.1); null for NXDOMAIN. */
    @Nullable
    Node find(WireName name) {
        Node own = nodes.get(name);
        if (own != null) {
            return own;
        }
        WireName wildcard = closestEncloser(name).name.wildcard();
        return wildcard == null ? null : nodes.get(wildcard);
    }

    private Node closestEncloser(WireName name) {
        for (WireName above = name; !above.isRoot(); ) {
            above = above.parent();
            Node node = nodes.get(above);
            if (node != null) {
                return node;
            }
        }
        return root();
    }

    /** The delegation at or above a name that answers in its place; null where this zone answers itself. */
    @Nullable
    Node cut(WireName name, int type) {
        if (!hasCuts) {
            return null;
        }
        Node highest = null;
        boolean atCut = true;
        for (WireName above = name; !above.isRoot(); above = above.parent()) {
            Node node = nodes.get(above);
            if (node != null && node.isCut() && !(atCut && type == RrType.DS.code())) {
                highest = node;
            }
            atCut = false;
        }
        return highest;
    }

    /** The nearest node with an SOA record at or above a name; the parent's side answers for DS (RFC 4035, section 3.1.4.1). */
    Node apex(WireName name, int type) {
        WireName above = type == RrType.DS.code() && !name.isRoot() ? name.parent() : name;
        for (; !above.isRoot(); above = above.parent()) {
            Node node = nodes.get(above);
            if (node != null && node.set(RrType.SOA.code()) != null) {
                return node;
            }
        }
        return root();
    }

    /** The NSEC record that covers a name which does not exist (RFC 4034, section 4), and the one that covers its wildcard; either may be null. */
    @Nullable
    Node[] denials(WireName name) {
        if (!hasNsec) {
            return new Node[0];
        }
        WireName wildcard = closestEncloser(name).name.wildcard();
        return new Node[] {before(name), wildcard == null ? null : before(wildcard)};
    }

    private @Nullable Node before(WireName name) {
        Node best = null;
        for (Node node : nodes.values()) {
            if (node.set(RrType.NSEC.code()) != null
                    && node.name.compareCanonically(name) < 0
                    && (best == null || node.name.compareCanonically(best.name) > 0)) {
                best = node;
            }
        }
        return best;
    }

    private Node root() {
        Node root = nodes.get(WireName.ROOT);
        if (root == null) {
            throw new IllegalStateException("the root is never removed");
        }
        return root;
    }
}
