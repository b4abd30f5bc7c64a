package io.mailsonde.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link SmtpPeers} in a process of its own. */
final class PeerProcess implements AutoCloseable {
    private static final Pattern COUNTS = Pattern.compile("(\\d+) (\\d+)");
    private static final long END_SECONDS = 10;

    /** What came to all peers since their start. */
    record Counts(long connections, long commands) {
        Counts since(Counts before) {
            return new Counts(connections - before.connections, commands - before.commands);
        }
    }

    private final Process process;
    private final BufferedReader said;
    private final Writer asked;

    private PeerProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.asked = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Starts peers such as {@code 25:refuses:100} and waits until they listen. */
    static PeerProcess start(String... peers) throws IOException {
        String java =
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xmx128m",
                "-Dio.netty.machineId=02:00:00:00:00:02",
                "-cp",
                System.getProperty("java.class.path", ""),
                SmtpPeers.class.getName()));
        command.addAll(List.of(peers));
        PeerProcess started = new PeerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (!"ready".equals(started.said.readLine())) {
            started.close();
            throw new IOException("no peers: " + String.join(" ", peers));
        }
        return started;
    }

    Counts counts() throws IOException {
        asked.write("\n");
        asked.flush();
        String line = said.readLine();
        Matcher counts = COUNTS.matcher(line == null ? "" : line);
        if (!counts.matches()) {
            throw new IOException("the peers are gone, and said: " + line);
        }
        return new Counts(Long.parseLong(counts.group(1)), Long.parseLong(counts.group(2)));
    }

    @Override
    public void close() throws IOException {
        asked.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
