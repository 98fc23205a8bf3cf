// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Main;
import io.duramen.cli.Shell;
import io.duramen.cli.Streams;
import io.duramen.cli.demo.JavaCommand;
import io.duramen.cli.terminal.Json;
import io.duramen.wal.WriteAheadLog;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    @Test
    void theLastFewAreShownAndThenItEnds() {
        Path log = Logs.many(temp.resolve("many"), 20, 0);

        assertEquals(LongStream.rangeClosed(11, 20).boxed().toList(), shown("log", "tail", "--json", log));
        assertEquals(List.of(19L, 20L), shown("log", "tail", "--ndjson", "-n", 2, log));
        assertEquals(List.of(), shown("log", "tail", "--ndjson", "-n", 0, log));
        assertEquals(20, shown("log", "tail", "--ndjson", "-n", 500, log).size());
        assertEquals(List.of(4L, 5L), shown("log", "tail", "--ndjson", "-n", 2, "--to", 5, log));
        assertEquals(List.of(17L, 20L), shown("log", "tail", "--ndjson", "-n", 2, "--actor", "actor2", log));
        assertEquals(List.of(), shown("log", "tail", "--ndjson", "-n", 2, "--actor", "nobody", log));
        assertEquals(List.of(3L, 4L), shown("log", "tail", "--ndjson", "--from", 3, "--count", 2, log));
    }

    /** The writer is another storage of this process; the record it appends when the tail waits is shown, too. */
    @Test
    void itFollowsALogThatIsBeingWritten() {
        Path log = temp.resolve("live");
        try (WriteAheadLog writer = WriteAheadLog.create(log, Logs.live())) {
            for (int n = 1; n <= 3; n++) {
                writer.append(Logs.bytes("early " + n));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OutputStream appending = new OutputStream() {
                private long lines;

                @Override
                public void write(int b) {
                    out.write(b);
                    if (b == '\n' && ++lines <= 60) {
                        writer.append(Logs.bytes("late " + lines)); // whoever sees a line causes another
                    }
                }
            };

            assertEquals(0, follow(appending, "log", "tail", "-f", "-n", "1", "--count", "60", log.toString()));
            List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertEquals(60, lines.size());
            for (int i = 0; i < lines.size(); i++) {
                assertTrue(lines.get(i).startsWith(i + 3 + " 2026-01-02T12:00:00Z DATA "), lines.get(i));
            }
        }
    }

    private static int follow(OutputStream to, String... args) {
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                new PrintStream(to, false, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Map.of(),
                null,
                () -> 0);
        return Main.run(args, streams);
    }

    @Test
    @Tag("S3.13")
    void aDamagedLogIsNotFollowed() throws IOException {
        Path log = Logs.orders(temp.resolve("orders"));
        Logs.damage(Logs.segment(log, 1), "plums");

        assertEquals(ExitCode.DAMAGE, shell.run("log", "tail", "-f", log));
        assertEquals(3, shell.out().lines().count());
    }

    /** As Ctrl-C does, with the signal a test can send. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // a process is ended there without being told
    void askedToEndItEndsBetweenTwoLines() throws Exception {
        Path log = temp.resolve("live");
        try (WriteAheadLog writer = WriteAheadLog.create(log, Logs.live())) {
            writer.append(Logs.bytes("one"));
            List<String> words = new ArrayList<>(JavaCommand.ofThisProcess());
            words.addAll(List.of("log", "tail", "-f", log.toString()));
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                assertNotNull(out.readLine());
                writer.append(Logs.bytes("two"));
                String second = out.readLine();
                assertTrue(second.endsWith("payload=\"two\""), second);
                process.toHandle().destroy();
                assertEquals(128 + 15, process.waitFor());
                assertEquals(-1, out.read());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private List<Long> shown(Object... args) {
        assertEquals(0, shell.run(args), shell.err());
        return shell.out()
                .lines()
                .map(line -> Json.parse(line).get("lsn").longValue())
                .toList();
    }
}
