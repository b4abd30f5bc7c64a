package io.mailsonde.examples.cli;

import io.mailsonde.Report;
import io.mailsonde.reports.ReportWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Takes the report of a command. */
@FunctionalInterface
interface ReportSink {
    /**
     * Takes the report.
     *
     * @param report the report
     * @throws IOException if it cannot be written
     */
    void accept(Report report) throws IOException;

    /** To a stream. */
    static ReportSink to(PrintStream out, ReportWriter writer) {
        return report -> {
            writer.write(report, out);
            out.flush();
            if (out.checkError()) {
                throw new IOException("standard output takes no more (closed, or its disk is full)");
            }
        };
    }

    /**
     * To a file, whole or not at all: a temporary file beside it takes its place.
     *
     * @throws WrongUse if the file cannot stand there
     */
    static ReportSink toFile(Path file, ReportWriter writer) {
        Path whole = followed(file.toAbsolutePath().normalize());
        Path folder = whole.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new WrongUse(
                    "--out: the folder of " + Shown.text(file.toString()) + " does not exist; make it first");
        }
        if (!Files.isWritable(folder)) {
            throw new WrongUse("--out: the folder of " + Shown.text(file.toString()) + " cannot be written to");
        }
        // A device such as /dev/stdout must not be replaced by a file.
        if (Files.exists(whole) && !Files.isRegularFile(whole)) {
            throw new WrongUse("--out: " + Shown.text(file.toString()) + " is there and is no file; name another");
        }
        return report -> {
            StringBuilder text = new StringBuilder();
            writer.write(report, text);
            replace(folder, whole, text.toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Where a link leads: the file is replaced there, and the link stays. */
    private static Path followed(Path file) {
        try {
            return Files.isSymbolicLink(file) ? file.toRealPath() : file;
        } catch (IOException e) {
            throw new WrongUse("--out: " + Shown.text(file.toString()) + " is a link that leads nowhere; name another");
        }
    }

    private static void replace(Path folder, Path whole, byte[] bytes) throws IOException {
        Path temporary = folder.resolve(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
