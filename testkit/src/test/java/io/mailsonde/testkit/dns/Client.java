package io.mailsonde.testkit.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/** A client that shares nothing with the server: plain sockets, and dnsjava to write questions and read answers. */
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final InetSocketAddress server;
    private final DatagramSocket udp;
    private Socket tcp = new Socket();

    Client(ScriptedDns dns) throws IOException {
        server = dns.address();
        udp = new DatagramSocket(new InetSocketAddress(server.getAddress(), 0));
        udp.setSoTimeout(PATIENCE_MILLIS);
    }

    static Message question(String name, int type) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static Message withEdns(Message question, int size) {
        question.addRecord(new OPTRecord(size, 0, 0, 0), org.xbill.DNS.Section.ADDITIONAL);
        return question;
    }

    static Message withDnssec(Message question) {
        question.addRecord(new OPTRecord(4096, 0, 0, ExtendedFlags.DO), org.xbill.DNS.Section.ADDITIONAL);
        return question;
    }

    static Message parse(byte[] octets) {
        try {
            return new Message(octets);
        } catch (IOException e) {
            throw new UncheckedIOException("not a DNS message", e);
        }
    }

    /** The data of a section's records in presentation form, without the EDNS record. */
    static List<String> data(Message answer, int section) {
        return answer.getSection(section).stream()
                .filter(record -> !(record instanceof OPTRecord))
                .map(Record::rdataToString)
                .toList();
    }

    static List<String> answers(Message answer) {
        return data(answer, org.xbill.DNS.Section.ANSWER);
    }

    static boolean has(Message answer, int flag) {
        return answer.getHeader().getFlag(flag);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    void send(byte[] octets) throws IOException {
        udp.send(new DatagramPacket(octets, octets.length, server));
    }

    void send(Message question) throws IOException {
        send(question.toWire());
    }

    DatagramPacket receivePacket() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        udp.receive(packet);
        return packet;
    }

    byte[] receive() throws IOException {
        DatagramPacket packet = receivePacket();
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    byte[] askOctets(Message question) throws IOException {
        send(question);
        return receive();
    }

    Message ask(Message question) throws IOException {
        return parse(askOctets(question));
    }

    Message ask(String name, int type) throws IOException {
        return ask(question(name, type));
    }

    /** Whether nothing came so far: the next datagram answers a question that is asked now. */
    boolean heardNothing() throws IOException {
        Message control = question("control.invalid", org.xbill.DNS.Type.A);
        return ask(control).getHeader().getID() == control.getHeader().getID();
    }

    void sendTcp(byte[] octets) throws IOException {
        if (!tcp.isConnected() || tcp.isClosed()) {
            tcp = new Socket();
            tcp.setSoTimeout(PATIENCE_MILLIS);
            tcp.setTcpNoDelay(true);
            tcp.connect(server, PATIENCE_MILLIS);
        }
        tcp.getOutputStream().write(octets);
    }

    void sendTcp(Message question) throws IOException {
        byte[] wire = question.toWire();
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.write(wire.length >> 8);
        framed.write(wire.length);
        framed.writeBytes(wire);
        sendTcp(framed.toByteArray());
    }

    byte[] receiveTcp() throws IOException {
        DataInputStream in = new DataInputStream(tcp.getInputStream());
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return message;
    }

    /** Reads a number of octets, or fewer where the server closes before. */
    byte[] readTcp(int octets) throws IOException {
        return tcp.getInputStream().readNBytes(octets);
    }

    Message askTcp(String name, int type) throws IOException {
        sendTcp(question(name, type));
        return parse(receiveTcp());
    }

    void closeTcp() throws IOException {
        tcp.close();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
