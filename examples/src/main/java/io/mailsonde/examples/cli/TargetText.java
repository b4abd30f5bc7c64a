package io.mailsonde.examples.cli;

import io.mailsonde.dns.IpAddresses;
import java.util.regex.Pattern;

/**
 * What a target looks like as it stands on the command line. Which forms a check takes is for {@link Work} to say.
 *
 * @param text as it was given
 * @param form what it looks like
 */
record TargetText(String text, Form form) {
    private static final Pattern PORT = Pattern.compile("[^:]+:[0-9]+");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    /** The forms of targets. */
    enum Form {
        ADDRESS("an address"),
        NETWORK("a network"),
        NAME("a name"),
        LISTENER("a listener (host and port)"),
        CLIENT_IDENTITY("a client identity (address and HELO name)"),
        WEB_ORIGIN("a web origin"),
        MAILBOX("a mail address"),
        PATH("a path");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static TargetText of(String text) {
        if (text.isBlank()) {
            throw new WrongUse("the target is empty");
        }
        return new TargetText(text, form(text));
    }

    private static Form form(String text) {
        if (IpAddresses.isLiteral(text)) {
            return Form.ADDRESS;
        }
        if (text.contains("://")) {
            return Form.WEB_ORIGIN;
        }
        int slash = text.indexOf('/');
        if (slash > 0 && IpAddresses.isLiteral(text.substring(0, slash))) {
            return PREFIX.matcher(text.substring(slash + 1)).matches() ? Form.NETWORK : Form.CLIENT_IDENTITY;
        }
        if (slash >= 0) {
            return Form.PATH;
        }
        if (text.startsWith("[") || PORT.matcher(text).matches()) {
            return Form.LISTENER;
        }
        return text.indexOf('@') >= 0 ? Form.MAILBOX : Form.NAME;
    }

    @Override
    public String toString() {
        return Shown.text(text);
    }
}
