package io.mailsonde.examples.cli;

import picocli.CommandLine.Option;

/** Options of checks that talk to mail servers. */
final class SmtpOptions {
    private static final int SMTP = 25;
    private static final int MAX_PORT = 65535;

    @Option(names = "--smtp-port", paramLabel = "N", description = "The port of mail servers, 25 where left out.")
    private int port = SMTP;

    /** The port, 1 to 65535. */
    int port() {
        if (port < 1 || port > MAX_PORT) {
            throw new WrongUse("--smtp-port lies between 1 and " + MAX_PORT + ", not " + port);
        }
        return port;
    }
}
