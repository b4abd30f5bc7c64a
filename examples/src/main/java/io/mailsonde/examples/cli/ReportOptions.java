package io.mailsonde.examples.cli;

import io.mailsonde.reports.JsonReport;
import io.mailsonde.reports.ReportWriter;
import io.mailsonde.reports.Reports;
import io.mailsonde.reports.TextReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how the report looks and where it goes. */
final class ReportOptions {
    private static final List<String> LATER = List.of("junit", "sarif", "oscal", "html");

    @Option(names = "--format", paramLabel = "text|json", description = "The form of the report; text where left out.")
    private String format = "text";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes the report to a file, whole or not at all, instead of standard output.")
    private @Nullable Path out;

    @Option(names = "--brief", description = "Leaves sightings and evidence out of the JSON report.")
    private boolean brief;

    @Option(names = "--evidence", description = "Shows in the text report what went over the wire.")
    private boolean evidence;

    @Option(names = "--colour", description = "Colours the text report.")
    private boolean colour;

    /**
     * Where the report will go, checked before anything is sent.
     *
     * @param console where to if no file is named
     * @return takes one report
     * @throws WrongUse if there is no such form, or the file cannot be written
     */
    ReportSink sink(Console console) {
        ReportWriter writer = writer();
        return out == null ? ReportSink.to(console.out(), writer) : ReportSink.toFile(out, writer);
    }

    private ReportWriter writer() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "text" -> text();
            case "json" -> json();
            default ->
                throw new WrongUse(
                        LATER.contains(format.toLowerCase(Locale.ROOT))
                                ? "--format " + format + " is not there yet; there are text and json"
                                : "--format knows no " + Shown.text(format) + "; there are text and json");
        };
    }

    private TextReport text() {
        TextReport plain = evidence ? Reports.text().withEvidence() : Reports.text();
        if (evidence && brief) {
            throw new WrongUse("--brief and --evidence contradict each other");
        }
        return colour ? plain.coloured() : plain;
    }

    private JsonReport json() {
        if (evidence || colour) {
            throw new WrongUse((colour ? "--colour" : "--evidence") + " is for --format text"
                    + (colour ? "" : "; the JSON report has the evidence unless --brief is given"));
        }
        return brief ? Reports.json().brief() : Reports.json();
    }
}
