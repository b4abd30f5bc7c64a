package io.mailsonde.internal.dns;

import io.mailsonde.Ticker;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.xbill.DNS.ResolverConfig;

/**
 * What a {@link DnsClient} is made of.
 *
 * @param servers the recursive resolvers, in the order in which they are asked; at least one
 * @param group the event loops; not owned, never shut down
 * @param crypto where DNSSEC signatures are checked; not owned
 * @param ticker elapsed time, for times to live
 * @param clock the time of day, for evidence and for the validity of signatures
 * @param random where message ids come from
 * @param anchors the trust anchors; {@link TrustAnchors#NONE} asks for no DNSSEC records at all
 * @param limits the bounds
 */
public record DnsConfig(
        List<InetSocketAddress> servers,
        EventLoopGroup group,
        Executor crypto,
        Ticker ticker,
        InstantSource clock,
        SecureRandom random,
        TrustAnchors anchors,
        DnsLimits limits) {

    /** Checks the servers and copies the list. */
    public DnsConfig {
        servers = List.copyOf(servers);
        if (servers.isEmpty() || servers.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw new IllegalArgumentException("DNS servers are given as addresses, at least one: " + servers);
        }
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(crypto, "crypto");
        Objects.requireNonNull(ticker, "ticker");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(anchors, "anchors");
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * The system's resolvers (read once, here), its clocks and random numbers, the root's trust anchors and the default limits.
     *
     * @param group the event loops
     * @param crypto where DNSSEC signatures are checked
     * @return the configuration
     */
    public static DnsConfig ofSystem(EventLoopGroup group, Executor crypto) {
        return new DnsConfig(
                ResolverConfig.getCurrentConfig().servers(),
                group,
                crypto,
                Ticker.system(),
                Clock.systemUTC(),
                new SecureRandom(),
                TrustAnchors.ROOT,
                DnsLimits.DEFAULT);
    }

    /**
     * The same with other resolvers.
     *
     * @param other at least one
     * @return the new configuration
     */
    public DnsConfig withServers(List<InetSocketAddress> other) {
        return new DnsConfig(other, group, crypto, ticker, clock, random, anchors, limits);
    }

    /**
     * The same with other clocks.
     *
     * @param elapsed elapsed time
     * @param ofDay the time of day
     * @return the new configuration
     */
    public DnsConfig withTime(Ticker elapsed, InstantSource ofDay) {
        return new DnsConfig(servers, group, crypto, elapsed, ofDay, random, anchors, limits);
    }

    /**
     * The same with another source of message ids.
     *
     * @param other seeded only in tests
     * @return the new configuration
     */
    public DnsConfig withRandom(SecureRandom other) {
        return new DnsConfig(servers, group, crypto, ticker, clock, other, anchors, limits);
    }

    /**
     * The same with other trust anchors.
     *
     * @param other the anchors
     * @return the new configuration
     */
    public DnsConfig withAnchors(TrustAnchors other) {
        return new DnsConfig(servers, group, crypto, ticker, clock, random, other, limits);
    }

    /**
     * The same with other limits.
     *
     * @param other the limits
     * @return the new configuration
     */
    public DnsConfig withLimits(DnsLimits other) {
        return new DnsConfig(servers, group, crypto, ticker, clock, random, anchors, other);
    }
}
