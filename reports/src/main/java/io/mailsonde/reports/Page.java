package io.mailsonde.reports;

import io.mailsonde.dns.DnsNames;

/** Lines of text. Nothing gets onto it unescaped: the only control characters are its own line ends and colours. */
final class Page {
    private final StringBuilder out = new StringBuilder();
    private final boolean coloured;

    Page(boolean coloured) {
        this.coloured = coloured;
    }

    Page text(String foreign) {
        out.append(DnsNames.printable(foreign));
        return this;
    }

    Page text(Ink ink, String foreign) {
        if (!coloured) {
            return text(foreign);
        }
        out.append(ink.on());
        text(foreign);
        out.append(Ink.off());
        return this;
    }

    Page indent(int columns) {
        out.append(" ".repeat(columns));
        return this;
    }

    Page end() {
        out.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
