package io.mailsonde.quality.docs;

/** Output as pages show it: without what differs from run to run. */
final class Shown {
    private Shown() {}

    /** A report as a block of a page; times are left out, and ports that the system chose are shown as the usual one. */
    static String code(String output) {
        return fenced(
                "text",
                output.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:53").replaceAll("(?m)^started .*\n", ""));
    }

    static String fenced(String language, String text) {
        return "```" + language + "\n" + text.strip() + "\n```";
    }
}
