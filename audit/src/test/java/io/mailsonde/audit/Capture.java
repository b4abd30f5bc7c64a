package io.mailsonde.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tcpdump saw of the TCP connections on loopback. */
final class Capture implements AutoCloseable {
    private static final String ENDS = "tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) != 0";
    private static final Pattern LINE = Pattern.compile(
            "([0-9]+\\.[0-9]+) IP ([0-9.]+)\\.([0-9]+) > ([0-9.]+)\\.([0-9]+): Flags \\[([^\\]]*)\\].*");

    /**
     * A connection to a server.
     *
     * @param server its address
     * @param from when it began, in seconds
     * @param to when either side ended it
     */
    record Connection(String server, double from, double to) {
        String network() {
            return server.substring(0, server.lastIndexOf('.'));
        }
    }

    private final Process process;
    private final Path file;

    private Capture(Process process, Path file) {
        this.process = process;
        this.file = file;
    }

    /** Begins; returns when it listens. */
    static Capture begin(Path folder) throws IOException {
        Path file = folder.resolve("capture.pcap");
        Process process = new ProcessBuilder(
                        "tcpdump", "-i", "lo", "-n", "-U", "-B", "32768", "-Z", "root", "-w", file.toString(), ENDS)
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
        String line = said.readLine();
        while (line != null && !line.contains("listening on")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("tcpdump does not listen");
        }
        return new Capture(process, file);
    }

    /** The connections to a port, in the order of their beginnings. */
    List<Connection> end(int port) throws IOException, InterruptedException {
        process.destroy();
        int unusedCode = process.waitFor();
        Process reading = new ProcessBuilder("tcpdump", "-r", file.toString(), "-n", "-tt")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Connection> open = new HashMap<>();
        List<Connection> all = new ArrayList<>();
        try (BufferedReader lines = reading.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher packet = LINE.matcher(line);
                if (packet.matches()) {
                    note(packet, port, open, all);
                }
            }
        }
        all.addAll(open.values());
        all.sort((one, other) -> Double.compare(one.from(), other.from()));
        return all;
    }

    private static void note(Matcher packet, int port, Map<String, Connection> open, List<Connection> all) {
        double at = Double.parseDouble(packet.group(1));
        boolean out = Integer.parseInt(packet.group(5)) == port;
        String server = packet.group(out ? 4 : 2);
        String client = packet.group(out ? 2 : 4) + ":" + packet.group(out ? 3 : 5);
        String key = client + " " + server;
        String flags = packet.group(6);
        if (flags.equals("S")) {
            open.put(key, new Connection(server, at, Double.MAX_VALUE));
        } else if (!flags.startsWith("S")) {
            Connection begun = open.remove(key);
            if (begun != null) {
                all.add(new Connection(server, begun.from(), at));
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
