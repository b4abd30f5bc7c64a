package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A DNS server in the foreground: started, waited for until it answers, stopped, and its folder deleted. */
final class ServerProcess implements AutoCloseable {

    private static final int DNS_PORT = 53;
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration ONE_ANSWER = Duration.ofMillis(50);
    private static final long PAUSE_NANOS = 2_000_000;

    private final String name;
    private final List<InetSocketAddress> addresses;
    private final WorkDirectory directory;
    private final Process process;

    private ServerProcess(String name, List<InetSocketAddress> addresses, WorkDirectory directory, Process process) {
        this.name = name;
        this.addresses = addresses;
        this.directory = directory;
        this.process = process;
    }

    /** A question that the server answers in this way once it is ready; another answer is final, or means: not yet. */
    record Sign(RawDns.Question question, Predicate<RawDns.Reply> ready, boolean otherwiseFinal) {}

    /** Starts the command; when this returns, every address shows every sign. */
    static ServerProcess start(
            WorkDirectory directory, List<String> addresses, List<Sign> signs, List<String> command) {
        String name = new File(command.get(0)).getName();
        try {
            Lab.requireEntered();
            List<InetSocketAddress> sockets =
                    addresses.stream().map(ServerProcess::socketAddress).toList();
            for (InetSocketAddress socket : sockets) {
                requireFree(name, socket);
            }
            Process process = new ProcessBuilder(command)
                    .directory(directory.path().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(directory.log().toFile()))
                    .start();
            ServerProcess server = new ServerProcess(name, sockets, directory, process);
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

    @Override
    public void close() {
        try {
            stop();
        } finally {
            directory.close();
        }
    }

    private void awaitSigns(List<Sign> signs) {
        long deadline = System.nanoTime() + START.toNanos();
        for (InetSocketAddress address : addresses) {
            for (Sign sign : signs) {
                awaitSign(address, sign, deadline);
            }
        }
    }

    private void awaitSign(InetSocketAddress address, Sign sign, long deadline) {
        Optional<RawDns.Reply> last = Optional.empty();
        while (!hasToGiveUp() && System.nanoTime() - deadline < 0) {
            last = RawDns.ask(address, sign.question(), ONE_ANSWER);
            if (last.filter(sign.ready()).isPresent()) {
                return;
            }
            if (last.isPresent() && sign.otherwiseFinal()) {
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

    private String failure(InetSocketAddress address, Sign sign, Optional<RawDns.Reply> last) {
        String end;
        if (!process.isAlive()) {
            end = "ended with exit code " + process.exitValue();
        } else if (Thread.currentThread().isInterrupted()) {
            end = "was interrupted while it started";
        } else {
            String answer = last.map(reply -> "the answer " + reply).orElse("no answer");
            end = "gave " + answer + " to " + sign.question() + " at " + address + " (waits at most " + START + ")";
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
            for (InetSocketAddress address : addresses) {
                if (!poll(deadline, () -> !process.isAlive() && isFree(address))) {
                    throw new IllegalStateException(name + " still holds " + address + ", " + STOP + " after its end");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
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
    private static void requireFree(String name, InetSocketAddress address) {
        if (!isFree(address)) {
            throw new IllegalStateException(
                    name + " cannot have " + address + ": another server is there, or the address is not the lab's");
        }
    }

    private static boolean isFree(InetSocketAddress address) {
        try (DatagramSocket probe = new DatagramSocket(address)) {
            return probe.isBound();
        } catch (SocketException taken) {
            return false;
        }
    }

    private static InetSocketAddress socketAddress(String address) {
        return new InetSocketAddress(IpAddresses.parse(address), DNS_PORT);
    }
}
