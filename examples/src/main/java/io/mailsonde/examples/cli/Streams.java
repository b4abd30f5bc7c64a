package io.mailsonde.examples.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams. Where the locale knows nothing but ASCII, as in most containers, they are UTF-8, which has ASCII in it; else names and arrows
 * would become question marks.
 */
final class Streams {
    private Streams() {}

    static PrintStream out() {
        return wide(System.out, FileDescriptor.out);
    }

    static PrintStream err() {
        return wide(System.err, FileDescriptor.err);
    }

    /** The character set of the streams. */
    static Charset charset() {
        return ascii() ? StandardCharsets.UTF_8 : system();
    }

    private static Charset system() {
        String name = System.getProperty("stdout.encoding"); // from JDK 18 on
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    private static boolean ascii() {
        return system().equals(StandardCharsets.US_ASCII);
    }

    private static PrintStream wide(PrintStream given, FileDescriptor descriptor) {
        return ascii() ? new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8) : given;
    }
}
