package io.mailsonde.examples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the contract that come later; refused by name, so that nobody believes them to be heeded. */
final class LaterOptions {
    @Option(names = "--witness", paramLabel = "ADDR[:PORT]", hidden = true)
    private @Nullable String witness;

    @Option(names = "--witness-domain", paramLabel = "NAME", hidden = true)
    private @Nullable String witnessDomain;

    void refuse() {
        refuse("--witness", witness);
        refuse("--witness-domain", witnessDomain);
    }

    private static void refuse(String name, @Nullable String given) {
        if (given != null) {
            throw new WrongUse(name + " is not there yet; no check that there is uses a witness");
        }
    }
}
