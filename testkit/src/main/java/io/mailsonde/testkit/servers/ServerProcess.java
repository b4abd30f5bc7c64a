package io.mailsonde.testkit.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server in the foreground: started, waited for until it answers, stopped, and its folder deleted. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = 2_000_000;

    private final String name;
    private final List<InetSocketAddress> addresses;
    private final Port port;
    private final WorkDirectory directory;
    private final Process process;

    private ServerProcess(
            String name, List<InetSocketAddress> addresses, Port port, WorkDirectory directory, Process process) {
        this.name = name;
        this.addresses = addresses;
        this.port = port;
        this.directory = directory;
        this.process = process;
    }

    /** What a server shows at an address once it is ready. */
    @FunctionalInterface
    interface Sign {

        /** Looks once, and takes at most a small part of a second where nobody answers. */
        Sight look(InetSocketAddress address);
    }

    /** What one look showed; where it is final and not ready, waiting will not help. */
    record Sight(boolean ready, boolean isFinal, String words) {}

    /** Where a server listens, as far as it matters for whether an address is free. */
    enum Port {
        UDP,
        TCP
    }

    /** Starts the command; when this returns, every address shows every sign. */
    static ServerProcess start(
            WorkDirectory directory,
            List<InetSocketAddress> addresses,
            Port port,
            List<? extends Sign> signs,
            List<String> command) {
        String name = new File(command.get(0)).getName();
        try {
            Lab.requireEntered();
            for (InetSocketAddress address : addresses) {
                requireFree(name, address, port);
            }
            Process process = new ProcessBuilder(command)
                    .directory(directory.path().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(directory.log().toFile()))
                    .start();
            ServerProcess server = new ServerProcess(name, List.copyOf(addresses), port, directory, process);
            server.awaitSigns(signs);
            return server;
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException("could not start " + command, e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    InetSocketAddress address() {
        return addresses.get(0);
    }

    String logTail() {
        return directory.logTail();
    }

    /** Waits until the log has the words. */
    void awaitLog(String words, Duration timeout) {
        if (!poll(System.nanoTime() + timeout.toNanos(), () -> directory.logHas(words))) {
            throw new IllegalStateException(
                    name + " has not logged '" + words + "' within " + timeout + "; the end of its log:\n" + logTail());
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            directory.close();
        }
    }

    private void awaitSigns(List<? extends Sign> signs) {
        long deadline = System.nanoTime() + START.toNanos();
        for (InetSocketAddress address : addresses) {
            for (Sign sign : signs) {
                awaitSign(address, sign, deadline);
            }
        }
    }

    private void awaitSign(InetSocketAddress address, Sign sign, long deadline) {
        Sight last = new Sight(false, false, "no answer");
        while (!hasToGiveUp() && System.nanoTime() - deadline < 0) {
            last = sign.look(address);
            if (last.ready()) {
                return;
            }
            if (last.isFinal()) {
                break;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        String failure = failure(address, sign, last);
        stop();
        throw new IllegalStateException(failure);
    }

    private boolean hasToGiveUp() {
        return !process.isAlive() || Thread.currentThread().isInterrupted();
    }

    private String failure(InetSocketAddress address, Sign sign, Sight last) {
        String end;
        if (!process.isAlive()) {
            end = "ended with exit code " + process.exitValue();
        } else if (Thread.currentThread().isInterrupted()) {
            end = "was interrupted while it started";
        } else {
            end = "gave " + last.words() + " to " + sign + " at " + address + " (waits at most " + START + ")";
        }
        return name + " " + end + "; the end of its log:\n" + directory.logTail();
    }

    private void stop() {
        // An interrupted test still has to leave its addresses free.
        boolean interrupted = Thread.interrupted();
        try {
            List<ProcessHandle> workers = process.descendants().toList();
            process.destroy();
            if (!poll(System.nanoTime() + STOP.toNanos(), () -> !process.isAlive())) {
                process.destroyForcibly();
            }
            // Workers end after their parent, and hold its sockets until then.
            workers.forEach(ProcessHandle::destroyForcibly);
            long deadline = System.nanoTime() + STOP.toNanos();
            // One that has lost its parent, and still writes, would keep the folder from being deleted.
            if (!poll(deadline, this::isDeserted)) {
                throw new IllegalStateException("processes of " + name + " live on, " + STOP + " after its end");
            }
            for (InetSocketAddress address : addresses) {
                if (!poll(deadline, () -> !process.isAlive() && isFree(address, port))) {
                    throw new IllegalStateException(name + " still holds " + address + ", " + STOP + " after its end");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ended ones count as gone before init has noticed their end, which may take it a second. */
    private boolean isDeserted() {
        List<ProcessHandle> left = directory.inhabitants();
        left.forEach(ProcessHandle::destroyForcibly);
        return left.isEmpty();
    }

    private static boolean poll(long deadline, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    /** Else the answer of a stranger on that address would be taken for this server's. */
    private static void requireFree(String name, InetSocketAddress address, Port port) {
        if (!isFree(address, port)) {
            throw new IllegalStateException(
                    name + " cannot have " + address + ": another server is there, or the address is not the lab's");
        }
    }

    private static boolean isFree(InetSocketAddress address, Port port) {
        return switch (port) {
            case UDP -> isFreeForDatagrams(address);
            case TCP -> isFreeForConnections(address);
        };
    }

    private static boolean isFreeForDatagrams(InetSocketAddress address) {
        try (DatagramSocket probe = new DatagramSocket(address)) {
            return probe.isBound();
        } catch (SocketException taken) {
            return false;
        }
    }

    private static boolean isFreeForConnections(InetSocketAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            // Ended connections linger on a port; only a listener takes it.
            probe.setReuseAddress(true);
            probe.bind(address);
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
