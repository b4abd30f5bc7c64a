package io.mailsonde.quality.docs;

import java.net.InetSocketAddress;

/** Output as pages show it: without what differs from run to run. */
final class Shown {
    private Shown() {}

    /**
     * As a block of a page.
     *
     * @param output what was printed
     * @param resolver the scripted server, which is shown as the name server of a network of documentation
     * @return the block, with its fences
     */
    static String code(String output, InetSocketAddress resolver) {
        return fenced("text", plain(output, resolver));
    }

    static String fenced(String language, String text) {
        return "```" + language + "\n" + text.strip() + "\n```";
    }

    /** Times and ports that the system chose are replaced. */
    static String plain(String output, InetSocketAddress resolver) {
        return output.replace(resolver.getAddress().getHostAddress() + ":" + resolver.getPort(), "192.0.2.53:53")
                .replaceAll("(?m)^started .*\n", "");
    }
}
