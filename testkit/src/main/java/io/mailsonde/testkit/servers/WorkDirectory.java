package io.mailsonde.testkit.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder of one server's or one tool's own, deleted with all that is in it. */
record WorkDirectory(Path path) implements AutoCloseable {

    private static final String LOG = "log";
    private static final int TAIL = 30;
    private static final Duration TOOL = Duration.ofSeconds(60);

    static WorkDirectory create(String program) {
        try {
            return new WorkDirectory(Files.createTempDirectory(Lab.directory(), program + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + program + " in " + Lab.directory(), e);
        }
    }

    Path write(String file, String text) {
        Path target = path.resolve(file);
        try {
            return Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + target, e);
        }
    }

    /** Makes a file look as if it had been written long ago. */
    void age(String file) {
        try {
            Files.setLastModifiedTime(path.resolve(file), FileTime.fromMillis(0));
        } catch (IOException e) {
            throw new UncheckedIOException("could not age " + file, e);
        }
    }

    String read(String file) {
        Path source = path.resolve(file);
        try {
            // A program may log any byte; ISO 8859-1 has a character for each.
            return Files.readString(source, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + source, e);
        }
    }

    Path log() {
        return path.resolve(LOG);
    }

    boolean logHas(String words) {
        return Files.exists(log()) && read(LOG).contains(words);
    }

    /** Lets a file be found under another name too. */
    void alias(String name, String file) {
        try {
            Files.createSymbolicLink(path.resolve(name), Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("could not make the link " + name, e);
        }
    }

    /** Makes a folder, or gives an existing file or folder to a user of the machine. */
    Path give(String file, String user) {
        Path target = path.resolve(file);
        try {
            if (!Files.exists(target)) {
                Files.createDirectories(target);
            }
            Files.setOwner(
                    target,
                    target.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("could not give " + target + " to " + user, e);
        }
    }

    /** Gives a folder to a group too, whose members may pass through it. */
    void share(String file, String group) {
        PosixFileAttributeView view = Files.getFileAttributeView(path.resolve(file), PosixFileAttributeView.class);
        try {
            view.setGroup(path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
            view.setPermissions(PosixFilePermissions.fromString("rwx-wx---"));
        } catch (IOException e) {
            throw new UncheckedIOException("could not share " + file + " with " + group, e);
        }
    }

    /** Lets every user look into this folder: servers that give up root still have to find their files. */
    void open() {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("could not open " + path, e);
        }
    }

    /** The processes that work in this folder: a server's own, also those that have lost their parent. */
    List<ProcessHandle> inhabitants() {
        return ProcessHandle.allProcesses().filter(this::isInhabitant).toList();
    }

    private boolean isInhabitant(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(path);
        } catch (IOException ended) {
            return false;
        }
    }

    String logTail() {
        List<String> lines = read(LOG).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** Runs a tool to its end, and returns what it says; that stands in the log, too. */
    String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(path.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            if (!process.waitFor(TOOL.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command[0] + " did not end within " + TOOL);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(command[0] + " failed:\n" + logTail());
            }
            return logTail();
        } catch (IOException e) {
            throw new UncheckedIOException("could not run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command[0], e);
        }
    }

    /** Does nothing the second time: a start that fails closes here and there. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + path, e);
        }
    }
}
