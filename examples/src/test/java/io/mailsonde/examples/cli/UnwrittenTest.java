package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class UnwrittenTest {
    @Test
    void a_bare_path_gets_its_reason() {
        assertThat(Unwritten.why(new NoSuchFileException("/proc/x"))).isEqualTo("'/proc/x' cannot be made there");
        assertThat(Unwritten.why(new AccessDeniedException("x"))).isEqualTo("'x' may not be written by this user");
        assertThat(Unwritten.why(new FileAlreadyExistsException("x")))
                .isEqualTo("'x' is there already; remove it first");
        assertThat(Unwritten.why(new FileSystemLoopException("x"))).isEqualTo("'x' failed (FileSystemLoopException)");
    }

    @Test
    void what_has_a_reason_is_said_as_it_is() {
        assertThat(Unwritten.why(new FileSystemException("x", null, "disk quota exceeded")))
                .isEqualTo("x: disk quota exceeded");
        assertThat(Unwritten.why(new IOException("disk full"))).isEqualTo("disk full");
        assertThat(Unwritten.why(new IOException())).isEqualTo("java.io.IOException");
    }
}
