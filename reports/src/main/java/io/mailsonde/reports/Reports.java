package io.mailsonde.reports;

import io.mailsonde.Report;
import java.util.function.Consumer;

/** The forms of a report, by name: {@code run.start().thenAccept(Reports.text(System.out))}. */
public final class Reports {
    private Reports() {}

    /**
     * For people: plain text without evidence and colour.
     *
     * @return the writer, to be varied
     */
    public static TextReport text() {
        return TextReport.PLAIN;
    }

    /**
     * For people, written to a place.
     *
     * @param out where to, such as {@code System.out}; flushed after each report, never closed
     * @return takes reports
     */
    public static Consumer<Report> text(Appendable out) {
        return text().to(out);
    }

    /**
     * For programs: one JSON object on one line.
     *
     * @return the writer, to be varied
     */
    public static JsonReport json() {
        return JsonReport.WHOLE;
    }

    /**
     * For programs, written to a place: one JSON object on one line.
     *
     * @param out where to; flushed after each report, never closed
     * @return takes reports
     */
    public static Consumer<Report> json(Appendable out) {
        return json().to(out);
    }

    /**
     * For streams of reports: JSON lines, one report each. The same form as {@link #json(Appendable)}, which ends each object with a line feed.
     *
     * @param out where to; flushed after each report, never closed
     * @return takes reports
     */
    public static Consumer<Report> jsonLines(Appendable out) {
        return json().to(out);
    }
}
