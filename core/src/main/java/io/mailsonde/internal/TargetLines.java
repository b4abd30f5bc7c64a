package io.mailsonde.internal;

import io.mailsonde.MalformedTarget;
import io.mailsonde.Target;
import io.mailsonde.Targets;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks the lines of a file as targets; closes the file at its end, or when it is closed itself. */
public final class TargetLines implements Iterator<Target>, AutoCloseable {
    private static final int LONGEST = 1_000;
    private static final int SHOWN = 80;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private long number;
    private boolean ended;
    private @Nullable Target next;

    private TargetLines(InputStream in) {
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @return the walk
     * @throws UncheckedIOException if it cannot be read
     */
    public static TargetLines of(Path file) {
        try {
            return new TargetLines(new BufferedInputStream(Files.newInputStream(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("the targets cannot be read: " + e, e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !ended) {
                next = read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("after line " + number + " no more targets can be read: " + e, e);
        }
        return next != null;
    }

    @Override
    public Target next() {
        Target found = hasNext() ? next : null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return found;
    }

    private @Nullable Target read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        int read = in.read();
        if (read < 0) {
            close();
            return null;
        }
        number++;
        while (read >= 0 && read != '\n') {
            if (length++ < LONGEST) {
                line.write(read);
            }
            read = in.read();
        }
        return target(line.toByteArray(), length);
    }

    private @Nullable Target target(byte[] bytes, long length) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String shown = new String(bytes, StandardCharsets.ISO_8859_1);
            return malformed(shown, length > LONGEST ? tooLong(length) : "it is not UTF-8");
        }
        if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        text = text.strip();
        if (text.startsWith("#") || (text.isEmpty() && length <= LONGEST)) {
            return null;
        }
        if (length > LONGEST) {
            return malformed(text, tooLong(length));
        }
        try {
            return Targets.parse(text);
        } catch (IllegalArgumentException e) {
            return malformed(text, String.valueOf(e.getMessage()));
        }
    }

    private static String tooLong(long length) {
        return "it is " + length + " bytes long; a target has " + LONGEST + " at most";
    }

    private Target malformed(String text, String problem) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return new MalformedTarget(number, shown, problem);
    }

    @Override
    public void close() throws IOException {
        ended = true;
        in.close();
    }
}
