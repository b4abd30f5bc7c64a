package io.mailsonde;

import java.time.Duration;

/**
 * How hard we may press, shared by all checks of all runs of one {@link Auditor}: politeness is a budget, not a habit of each check.
 *
 * @param perAddress connections at once to one address
 * @param every the least time between two new connections to one address
 * @param perNetwork connections at once to one network (IPv4 /24, IPv6 /48)
 * @param perAddressAndRun connections to one address in one run
 * @param messagesPerAddressAndRun messages to one address in one run
 * @param formsPerSession relay forms in one SMTP session
 * @param cooldown after a peer said that it is too much (421, or a text about rates): one connection at once to that address, this far apart
 */
public record Limits(
        int perAddress,
        Duration every,
        int perNetwork,
        int perAddressAndRun,
        int messagesPerAddressAndRun,
        int formsPerSession,
        Duration cooldown) {
    /** Refuses budgets below one and negative times. */
    public Limits {
        if (Math.min(Math.min(perAddress, perNetwork), Math.min(perAddressAndRun, formsPerSession)) < 1
                || messagesPerAddressAndRun < 0
                || every.isNegative()
                || cooldown.isNegative()) {
            throw new IllegalArgumentException("a limit is at least one, and a time is not negative");
        }
    }

    /**
     * The default: few enough that a strict mail host tolerates us.
     *
     * @return 2 connections at once and one new per 500 ms for each address, 20 at once for each network, 60 connections and 5 messages for each
     *     address and run, 5 relay forms a session, 30 s between connections after a complaint
     */
    public static Limits gentle() {
        return new Limits(2, Duration.ofMillis(500), 20, 60, 5, 5, Duration.ofSeconds(30));
    }

    /**
     * No budgets, for one's own test networks. A peer's complaint is still heeded, one connection a second.
     *
     * @return the limits
     */
    public static Limits lifted() {
        return new Limits(
                10_000, Duration.ZERO, 100_000, Integer.MAX_VALUE, Integer.MAX_VALUE, 100, Duration.ofSeconds(1));
    }
}
