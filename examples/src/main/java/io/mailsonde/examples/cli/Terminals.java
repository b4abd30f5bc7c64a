package io.mailsonde.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person is looking. */
final class Terminals {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminals() {}

    /** On Linux, the only system that says so of standard error by itself; false elsewhere. */
    static boolean onStandardError() {
        try {
            String to = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return to.startsWith("/dev/pts/") || to.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
