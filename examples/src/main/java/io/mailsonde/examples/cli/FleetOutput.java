package io.mailsonde.examples.cli;

import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.reports.JsonReport;
import io.mailsonde.reports.ReportedTargets;
import io.mailsonde.reports.Reports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a fleet's reports go, one whole line at a time: standard output, a new file, or one that was begun before. */
final class FleetOutput implements AutoCloseable {
    private final JsonReport writer;
    private final Console console;
    private final @Nullable FileChannel file;
    private final @Nullable ReportedTargets before;

    private FleetOutput(
            Console console, JsonReport writer, @Nullable FileChannel file, @Nullable ReportedTargets before) {
        this.console = console;
        this.writer = writer;
        this.file = file;
        this.before = before;
    }

    static FleetOutput of(Console console, @Nullable Path out, @Nullable Path resume, boolean brief)
            throws IOException {
        JsonReport writer = brief ? Reports.json().brief() : Reports.json();
        if (resume != null) {
            if (out != null && !out.equals(resume)) {
                throw new WrongUse("--resume OUT appends to OUT; leave --out out");
            }
            return resumed(console, writer, resume);
        }
        return new FleetOutput(console, writer, out == null ? null : created(out), null);
    }

    private static FileChannel created(Path out) throws IOException {
        String name = Shown.text(out.toString());
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new WrongUse("--out: the folder of " + name + " does not exist; make it first");
        }
        if (Files.exists(out) && (!Files.isRegularFile(out) || Files.size(out) > 0)) {
            throw new WrongUse("--out: " + name + " is there already; go on with it by --resume " + name
                    + ", or name another file");
        }
        return FileChannel.open(out, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static FleetOutput resumed(Console console, JsonReport writer, Path out) throws IOException {
        String name = Shown.text(out.toString());
        if (!Files.isRegularFile(out)) {
            throw new WrongUse("--resume: " + name + " is not there; begin it with --out " + name);
        }
        ReportedTargets before;
        try {
            before = ReportedTargets.in(out);
        } catch (IllegalArgumentException e) {
            throw new WrongUse("--resume: " + name + " was not written by fleet: " + e.getMessage());
        }
        FileChannel file = FileChannel.open(out, StandardOpenOption.WRITE);
        FileChannel unused = file.truncate(before.wholeBytes()).position(before.wholeBytes());
        return new FleetOutput(console, writer, file, before);
    }

    /** What was reported before. */
    Optional<ReportedTargets> before() {
        return Optional.ofNullable(before);
    }

    /** Whether a target was reported before; asked once for each. */
    boolean has(Target target) {
        return before != null && before.take(target);
    }

    void write(Report report) throws IOException {
        FileChannel to = file;
        if (to == null) {
            ReportSink.to(console.out(), writer).accept(report);
            return;
        }
        StringBuilder line = new StringBuilder();
        writer.write(report, line);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.toString());
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
