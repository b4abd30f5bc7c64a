package io.mailsonde.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealServer
class NamespaceTest {

    private static final Path SCRIPT = Path.of("src/lab/bin/java-in-namespace").toAbsolutePath();
    private static final Duration WAIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void nothing_leaves_it() throws Exception {
        assertThat(NetworkInterface.networkInterfaces().map(NetworkInterface::getName))
                .containsExactly("lo");
        ThrowingCallable dial = () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("192.0.2.1", 25), 5_000);
            }
        };
        assertThatThrownBy(dial).isInstanceOf(IOException.class).hasMessageContaining("unreachable");
    }

    @Test
    void names_come_from_its_own_files() throws Exception {
        assertThat(Files.readString(Path.of("/etc/resolv.conf"))).isEqualTo("nameserver 127.0.0.53\n");
        assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
        assertThat(InetAddress.getLocalHost().isLoopbackAddress()).isTrue();
    }

    @Test
    void hands_over_arguments_input_output_and_exit_code() throws Exception {
        Process jvm = start("Echo", "a b", "$HOME \"q\"", "", "*");
        jvm.outputWriter(StandardCharsets.UTF_8).append("input").close();

        assertThat(jvm.inputReader(StandardCharsets.UTF_8).lines())
                .containsExactly("[a b]", "[$HOME \"q\"]", "[]", "[*]", "input");
        assertThat(jvm.waitFor(WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(jvm.exitValue()).isEqualTo(42);
    }

    @Test
    void what_the_jvm_has_started_ends_when_the_jvm_is_killed() throws Exception {
        Process jvm = start("Parent");
        BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo(Long.toString(jvm.pid()));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

        jvm.destroyForcibly();

        assertThat(jvm.waitFor(WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // Not onExit(): for a process that is not its child, the JDK looks only every few seconds.
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (child.isAlive() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(child.isAlive()).isFalse();
    }

    private Process start(String program, String... arguments) throws IOException {
        Path source = Files.writeString(folder.resolve(program + ".java"), program.equals("Echo") ? ECHO : PARENT);
        List<String> command =
                new ArrayList<>(List.of(SCRIPT.toString(), "-XX:TieredStopAtLevel=1", source.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static final String ECHO = """
            class Echo {
                public static void main(String[] arguments) throws Exception {
                    for (String argument : arguments) {
                        System.out.println("[" + argument + "]");
                    }
                    System.out.println(new String(System.in.readAllBytes()));
                    System.exit(42);
                }
            }
            """;

    private static final String PARENT = """
            class Parent {
                public static void main(String[] arguments) throws Exception {
                    System.out.println(ProcessHandle.current().pid());
                    Process child = new ProcessBuilder("setsid", "sleep", "3600").inheritIO().start();
                    System.out.println(child.pid());
                    System.in.read();
                }
            }
            """;
}
