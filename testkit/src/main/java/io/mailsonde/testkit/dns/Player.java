package io.mailsonde.testkit.dns;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** Plays one effect for one question. */
final class Player {
    private final Forgery forgery;
    private final Delays delays;

    Player(Forgery forgery, Delays delays) {
        this.forgery = forgery;
        this.delays = delays;
    }

    /** Plays an effect; the query belongs to the player from here on. */
    void play(Effect effect, Query query, Reply reply) {
        if (effect instanceof Effect.Delay delay) {
            delays.later(delay.by(), () -> play(delay.then(), query, reply));
        } else if (Script.needsTcp(effect)) {
            if (reply instanceof TcpConnection connection) {
                playTcp(effect, query, connection);
            } else {
                reply.send(forgery.truncated(query));
            }
        } else if (effect instanceof Fault fault) {
            play(fault, query, reply);
        } else if (effect instanceof Rcode rcode) {
            reply.send(forgery.refusal(query, rcode));
        } else if (effect instanceof Effect.WrongQuestion other) {
            reply.send(forgery.honest(query.about(WireName.of(other.name()))));
        } else if (effect instanceof Effect.CnameChain chain) {
            reply.send(forgery.cnameChain(query, chain.aliases()));
        } else if (effect instanceof Effect.Garbage garbage) {
            reply.send(HexFormat.of().parseHex(garbage.hex()));
        } else if (effect instanceof Effect.Recorded recorded) {
            reply.send(forgery.withId(HexFormat.of().parseHex(recorded.hex()), query.id));
        } else if (effect instanceof Effect.Cut cut) {
            byte[] whole = forgery.honest(query);
            reply.send(whole, Math.min(cut.octets(), whole.length));
        } else if (effect instanceof Effect.WithExtra extra) {
            reply.send(forgery.withExtra(query, extra));
        } else if (effect instanceof Effect.Flood flood) {
            flood(flood, query, reply);
        } else {
            throw new AssertionError("no way to play " + effect);
        }
    }

    private void play(Fault fault, Query query, Reply reply) {
        boolean udp = query.transport == Transport.UDP;
        switch (fault) {
            case SILENCE -> {}
            case DUPLICATE -> {
                byte[] message = forgery.honest(query);
                reply.send(message);
                reply.send(message);
            }
            case WRONG_PORT -> {
                if (reply instanceof UdpPort.Way way) {
                    way.sendFromOtherPort(forgery.honest(query));
                } else {
                    reply.send(forgery.honest(query));
                }
            }
            case WRONG_ADDRESS -> {
                if (reply instanceof UdpPort.Way way) {
                    way.sendFromOtherAddress(forgery.honest(query));
                } else {
                    reply.send(forgery.honest(query));
                }
            }
            case TRUNCATED, TRUNCATED_PARTIAL -> reply.send(forgery.answer(udp ? fault : Fault.NONE, query));
            case OVERSIZED -> reply.send(forgery.answer(udp ? Fault.TRUNCATED : fault, query));
            case EDNS_FORMERR ->
                reply.send(query.hasEdns ? forgery.refusal(query.withoutEdns(), Rcode.FORMERR) : forgery.honest(query));
            case EDNS_DROPPED -> {
                if (!query.hasEdns) {
                    reply.send(forgery.honest(query));
                }
            }
            default -> reply.send(forgery.answer(fault, query));
        }
    }

    private void flood(Effect.Flood flood, Query query, Reply reply) {
        byte[] forged = forgery.poisoned(query);
        for (int i = 1; i <= flood.forgeries(); i++) {
            Records.put16(forged, 0, query.id + i);
            reply.send(forged);
        }
        if (flood.thenHonest()) {
            reply.send(forgery.honest(query));
        }
    }

    private void playTcp(Effect effect, Query query, TcpConnection connection) {
        byte[] message = forgery.honest(query);
        if (effect instanceof Effect.TcpDribble dribble) {
            dribble(framed(message, message.length), 0, dribble.interval(), connection);
        } else if (effect instanceof Effect.TcpLength length) {
            connection.sendOctets(framed(message, length.claimed()));
        } else if (effect == Fault.TCP_CLOSE) {
            connection.finish();
        } else if (effect == Fault.TCP_RESET) {
            connection.reset();
        } else {
            connection.sendOctets(Arrays.copyOf(framed(message, message.length), 2 + message.length / 2));
            if (effect == Fault.TCP_CLOSE_MIDWAY) {
                connection.finish();
            }
        }
    }

    private void dribble(byte[] octets, int next, Duration interval, TcpConnection connection) {
        connection.sendOctets(new byte[] {octets[next]});
        if (next + 1 < octets.length) {
            delays.later(interval, () -> dribble(octets, next + 1, interval, connection));
        }
    }

    private static byte[] framed(byte[] message, int length) {
        byte[] framed = new byte[2 + message.length];
        Records.put16(framed, 0, length);
        System.arraycopy(message, 0, framed, 2, message.length);
        return framed;
    }
}
