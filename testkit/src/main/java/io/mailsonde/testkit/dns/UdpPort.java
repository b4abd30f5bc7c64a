package io.mailsonde.testkit.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/** The UDP socket and its thread, and a second socket for answers from the wrong place. */
final class UdpPort implements Runnable {
    private static final int MAX_QUESTION = 4096;
    /** So that a burst of questions waits instead of being lost. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Responder responder;
    private final Problems problems;
    private @Nullable DatagramChannel otherPort;
    private @Nullable DatagramChannel otherAddress;
    private boolean closed;

    UdpPort(DatagramChannel channel, InetSocketAddress address, Responder responder, Problems problems) {
        this.channel = channel;
        this.address = address;
        this.responder = responder;
        this.problems = problems;
    }

    static DatagramChannel bind(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            return channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void run() {
        ByteBuffer in = ByteBuffer.allocate(MAX_QUESTION);
        while (channel.isOpen()) {
            in.clear();
            try {
                InetSocketAddress from = (InetSocketAddress) channel.receive(in);
                responder.respond(in.array(), in.position(), Transport.UDP, from, new Way(this, from));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                problems.add("a question over UDP failed", e);
            }
        }
    }

    /** The way back to one client. */
    record Way(UdpPort port, InetSocketAddress client) implements Reply {
        @Override
        public void send(byte[] buffer, int length) {
            port.send(port.channel, buffer, length, client);
        }

        void sendFromOtherPort(byte[] message) {
            port.send(port.otherPort(), message, message.length, client);
        }

        void sendFromOtherAddress(byte[] message) {
            port.send(port.otherAddress(), message, message.length, client);
        }
    }

    private void send(@Nullable DatagramChannel from, byte[] buffer, int length, InetSocketAddress to) {
        if (from == null) {
            return;
        }
        try {
            from.send(ByteBuffer.wrap(buffer, 0, length), to);
        } catch (ClosedChannelException e) {
            // The server closes while an answer is under way: there is nobody left to tell.
            return;
        } catch (IOException e) {
            problems.add("an answer over UDP to " + to + " was not sent", e);
        }
    }

    private synchronized @Nullable DatagramChannel otherPort() {
        if (otherPort == null) {
            otherPort = bindOther(new InetSocketAddress(address.getAddress(), 0));
        }
        return otherPort;
    }

    private synchronized @Nullable DatagramChannel otherAddress() {
        if (otherAddress == null) {
            byte[] octets = address.getAddress().getAddress();
            if (octets.length == 16 || octets[0] != 127) {
                return otherPort();
            }
            // 127.0.0.1 becomes 127.0.0.2 and the other way round: never the network's or the broadcast address.
            octets[3] ^= (byte) ((octets[3] & 3) == 0 || (octets[3] & 3) == 3 ? 1 : 3);
            otherAddress = bindNeighbour(octets);
        }
        return otherAddress;
    }

    private @Nullable DatagramChannel bindNeighbour(byte[] octets) {
        try {
            InetAddress neighbour = InetAddress.getByAddress(octets);
            try {
                return closed ? null : bind(new InetSocketAddress(neighbour, address.getPort()));
            } catch (IOException taken) {
                return bindOther(new InetSocketAddress(neighbour, 0));
            }
        } catch (IOException e) {
            problems.add("no neighbouring address to answer from", e);
            return null;
        }
    }

    private @Nullable DatagramChannel bindOther(InetSocketAddress other) {
        try {
            return closed ? null : bind(other);
        } catch (IOException e) {
            problems.add("no other place to answer from", e);
            return null;
        }
    }

    void close() throws IOException {
        channel.close();
        synchronized (this) {
            closed = true;
            if (otherPort != null) {
                otherPort.close();
            }
            if (otherAddress != null) {
                otherAddress.close();
            }
        }
    }
}
