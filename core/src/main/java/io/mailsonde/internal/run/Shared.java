package io.mailsonde.internal.run;

import io.mailsonde.AuditListener;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Scope;
import io.mailsonde.Ticker;
import io.mailsonde.internal.Words;
import io.mailsonde.internal.dns.DnsClient;
import io.mailsonde.internal.net.Dialer;
import io.mailsonde.witness.Witness;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all runs of an auditor share.
 *
 * @param scope what may be touched
 * @param limits how hard
 * @param identity who we say that we are
 * @param witness our own eyes outside, if there are any
 * @param words unguessable words
 * @param loops the event loops, for I/O and timers only
 * @param executor where everything else runs: views, judges, listeners, completions
 * @param dns the DNS client
 * @param dialer the TCP dialler
 * @param store what was seen lately
 * @param listener who is told of progress
 * @param lookNumbers the number of the latest look
 * @param ticker elapsed time
 * @param clock the time of day
 * @param maxInFlight the most targets of one run that are examined at once
 */
public record Shared(
        Scope scope,
        Limits limits,
        Identity identity,
        Optional<Witness> witness,
        Words words,
        EventLoopGroup loops,
        Executor executor,
        DnsClient dns,
        Dialer dialer,
        SightingStore store,
        AuditListener listener,
        AtomicLong lookNumbers,
        Ticker ticker,
        InstantSource clock,
        int maxInFlight) {}
