package io.mailsonde.smtp;

/** The transparency of RFC 5321, section 4.5.2. */
final class DotStuffing {
    private DotStuffing() {}

    /** A text whose lines end in CRLF, with another dot before each dot that begins a line. */
    static String stuffed(String text) {
        StringBuilder stuffed = new StringBuilder(text.length() + 16);
        boolean lineBegins = true;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (lineBegins && each == '.') {
                stuffed.append('.');
            }
            stuffed.append(each);
            lineBegins = each == '\n' && i > 0 && text.charAt(i - 1) == '\r';
        }
        return stuffed.toString();
    }
}
