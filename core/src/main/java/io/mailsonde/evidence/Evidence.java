package io.mailsonde.evidence;

/**
 * What went over the wire, recorded by the wire itself: no probe can forget it. Evidence is masked (credentials read {@code ***}) and capped
 * (head and tail are kept), so that it may be stored and shown; it still quotes the peer, so writers escape it.
 */
public sealed interface Evidence permits DnsExchange, Transcript, TlsHandshake, Silence {}
