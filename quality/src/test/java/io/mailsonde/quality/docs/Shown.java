package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** The part of a source file that a page shows. */
    static String region(String file, String name) {
        String source = Pages.read(file);
        String mark = "// region " + name + "\n";
        assertThat(source).as(file).contains(mark, "// endregion");
        int start = source.indexOf(mark) + mark.length();
        return source.substring(start, source.lastIndexOf('\n', source.indexOf("// endregion", start)))
                .stripIndent();
    }
}
