package io.mailsonde.testkit.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One DNS question over UDP (RFC 1035), without any code of the library under test. */
final class RawDns {

    static final int TYPE_A = 1;
    static final int TYPE_NS = 2;
    static final int TYPE_SOA = 6;
    static final int TYPE_PTR = 12;
    static final int TYPE_TXT = 16;
    static final int TYPE_DNSKEY = 48;
    static final int CLASS_IN = 1;
    static final int CLASS_CHAOS = 3;

    static final int NOERROR = 0;
    static final int SERVFAIL = 2;
    static final int NXDOMAIN = 3;
    static final int REFUSED = 5;

    private static final int FLAG_RESPONSE = 0x8000;
    private static final int FLAG_AUTHORITATIVE = 0x0400;
    private static final int FLAG_TRUNCATED = 0x0200;
    private static final int FLAG_RECURSION_DESIRED = 0x0100;
    private static final int FLAG_AUTHENTIC = 0x0020;
    private static final int ID = 0x4d53;
    private static final int HEADER_LENGTH = 12;

    private RawDns() {}

    record Question(String name, int type, int dnsClass) {
        Question(String name, int type) {
            this(name, type, CLASS_IN);
        }
    }

    /** The header's fields, and the data of the answers that have the type asked for. */
    record Reply(int rcode, boolean authoritative, boolean truncated, boolean authentic, List<byte[]> answers) {}

    /** Asks once; empty when the port is closed, the wait is over, or what came is no reply to this question. */
    static Optional<Reply> ask(InetSocketAddress server, Question question, Duration wait) {
        byte[] query = encode(question);
        byte[] buffer = new byte[65_535];
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(Math.max(1, (int) wait.toMillis()));
            socket.send(new DatagramPacket(query, query.length));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            return decode(ByteBuffer.wrap(buffer, 0, packet.getLength()), question);
        } catch (PortUnreachableException | SocketTimeoutException noAnswer) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("asking " + server + " for " + question, e);
        }
    }

    /** A name in wire form, lower case, uncompressed: also the canonical form of RFC 4034, section 6.2. */
    static byte[] encodeName(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.toLowerCase(Locale.ROOT).split("\\.", -1)) {
            if (!label.isEmpty()) {
                byte[] text = label.getBytes(StandardCharsets.US_ASCII);
                bytes.write(text.length);
                bytes.writeBytes(text);
            }
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    private static byte[] encode(Question question) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(ID);
            out.writeShort(FLAG_RECURSION_DESIRED | FLAG_AUTHENTIC);
            out.writeShort(1);
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(0);
            out.write(encodeName(question.name()));
            out.writeShort(question.type());
            out.writeShort(question.dnsClass());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Optional<Reply> decode(ByteBuffer message, Question question) {
        if (message.remaining() < HEADER_LENGTH || Short.toUnsignedInt(message.getShort()) != ID) {
            return Optional.empty();
        }
        int flags = Short.toUnsignedInt(message.getShort());
        if ((flags & FLAG_RESPONSE) == 0) {
            return Optional.empty();
        }
        int questions = Short.toUnsignedInt(message.getShort());
        int answers = Short.toUnsignedInt(message.getShort());
        message.position(HEADER_LENGTH);
        List<byte[]> data = new ArrayList<>();
        try {
            for (int i = 0; i < questions; i++) {
                skipName(message);
                message.getInt();
            }
            for (int i = 0; i < answers; i++) {
                skipName(message);
                int type = Short.toUnsignedInt(message.getShort());
                message.getShort();
                message.getInt();
                byte[] rdata = new byte[Short.toUnsignedInt(message.getShort())];
                message.get(rdata);
                if (type == question.type()) {
                    data.add(rdata);
                }
            }
        } catch (BufferUnderflowException cutShort) {
            return Optional.empty();
        }
        return Optional.of(new Reply(
                flags & 0x000f,
                (flags & FLAG_AUTHORITATIVE) != 0,
                (flags & FLAG_TRUNCATED) != 0,
                (flags & FLAG_AUTHENTIC) != 0,
                data));
    }

    private static void skipName(ByteBuffer message) {
        int length = Byte.toUnsignedInt(message.get());
        while (length != 0) {
            if (length >= 0xc0) {
                message.get();
                return;
            }
            message.get(new byte[length]);
            length = Byte.toUnsignedInt(message.get());
        }
    }
}
