// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the crash programs print and how they end: outside tools rely on it. */
class CrashProgramsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path temp;

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "--sealed", "--store", "--sealed --store"})
    void eachNumberIsTriedBeforeItIsAcknowledgedAndFoundAfterwards(String mode) {
        List<String> lines = run("write", mode, "--count", "300");
        requireProtocol(lines, 1, 300);
        assertEquals(List.of("RANGE 1 300"), run("verify", mode));

        requireProtocol(run("write", mode, "--count", "50", "--threads", "1"), 301, 350);
        assertEquals(List.of("RANGE 1 350"), run("verify", mode));
        assertEquals(List.of("RANGE 1 350"), run("verify", mode));
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "--sealed", "--store", "--sealed --store"})
    void whereNothingWasMadeNothingIsFoundAndNothingIsMade(String mode) {
        assertEquals(List.of("RANGE 1 0"), run("verify", mode));
        assertFalse(Files.exists(directory()));
    }

    @Test
    void segmentsAreRolledAndCheckpointsWritten() throws IOException {
        run("write", "", "--count", "600");
        assertTrue(files("wal").size() > 3, () -> files("wal").toString());
        delete();
        run("write", "--store", "--count", "600");
        // how many stay follows from the merges: deltas need the base they were made on
        String newest = files("ckpt").stream().max(Comparator.naturalOrder()).orElse("");
        assertTrue(newest.compareTo("0000000000000001") > 0, () -> files("ckpt").toString());
    }

    @Test
    void aWrongCommandLineEndsWithTwo() {
        requireExit(CrashExit.USAGE, 2);
        requireExit(CrashExit.USAGE, 2, "crash");
        requireExit(CrashExit.USAGE, 2, "write");
        requireExit(CrashExit.USAGE, 2, "write", "dir", "1", "more");
        requireExit(CrashExit.USAGE, 2, "write", "dir", "--threads", "none");
        requireExit(CrashExit.USAGE, 2, "verify", "dir", "--fast");
        requireExit(CrashExit.USAGE, 2, "cycles", "--mode", "disk");
        requireExit(CrashExit.OPENED, 0, "--help");
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Exit codes"));
    }

    @Test
    void anIoErrorEndsWithThree() {
        assertEquals(3, CrashExit.IO_ERROR.code());
        FaultStorage storage = FaultStorage.over(SimDisk.create());
        try (WriteAheadLog log = WriteAheadLog.create(storage, WalOptions.defaults())) {
            storage.fail(FaultStorage.Fault.IO_ERROR, 0, FaultStorage.Times.ONCE, Kind.FORCE);
            LogFailedException failed =
                    assertThrows(LogFailedException.class, () -> log.append(ByteBuffer.allocate(8)));
            assertEquals(CrashExit.IO_ERROR, CrashExit.of(failed));
        }
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "--sealed", "--store"})
    void damageEndsWithFourAndChangesNothing(String mode) throws IOException {
        run("write", mode, "--count", "300");
        Path segment =
                directory().resolve("wal").resolve(files("wal").get(files("wal").size() - 2));
        byte[] bytes = Files.readAllBytes(segment);
        bytes[9000] ^= 1;
        Files.write(segment, bytes);
        List<String> before = files("wal");

        requireExit(CrashExit.CORRUPT, 4, args("verify", mode));
        requireExit(CrashExit.CORRUPT, 4, args("write", mode));
        assertEquals(before, files("wal"));
    }

    @Test
    void aMissingKeyringBesideALogEndsWithFour() throws IOException {
        run("write", "--sealed", "--count", "10");
        Files.delete(directory().resolve("keyring"));
        Files.delete(directory().resolve("keyring.bak"));

        requireExit(CrashExit.CORRUPT, 4, args("verify", "--sealed"));
        requireExit(CrashExit.CORRUPT, 4, args("write", "--sealed"));
    }

    @Test
    void otherRefusalsEndWithFive() throws IOException {
        run("write", "--sealed", "--count", "10");
        Path password = Files.writeString(temp.resolve("password"), "another\n");

        requireExit(CrashExit.REFUSED, 5, args("verify", "--sealed", "--password-file", password.toString()));
        requireExit(CrashExit.REFUSED, 5, args("verify", ""));
    }

    @Test
    void aLogThatHoldsSomethingElseEndsWithOne() {
        try (WriteAheadLog log = WriteAheadLog.create(directory(), WalOptions.defaults())) {
            byte[] wrong = CrashPayload.of(1, 1);
            wrong[wrong.length - 1] ^= 1;
            log.append(ByteBuffer.wrap(wrong));
        }
        requireExit(CrashExit.WRONG, 1, args("verify", ""));
    }

    @Test
    void aPasswordOfOnesOwnIsTaken() throws IOException {
        Path password = Files.writeString(temp.resolve("password"), "another\nline two is not it\n");
        run("write", "--sealed", "--count", "10", "--password-file", password.toString());

        assertEquals(List.of("RANGE 1 10"), run("verify", "--sealed", "--password-file", password.toString()));
    }

    private static void requireProtocol(List<String> lines, int first, int last) {
        Set<Integer> tried = new HashSet<>();
        Set<Integer> acked = new HashSet<>();
        int next = first;
        for (String line : lines) {
            int number = Integer.parseInt(line.substring(4));
            if (line.startsWith("TRY ")) {
                assertEquals(next++, number, "tried in order");
                tried.add(number);
            } else {
                assertTrue(line.startsWith("ACK ") && tried.contains(number) && acked.add(number), line);
            }
        }
        assertEquals(last + 1, next);
        assertEquals(tried, acked);
    }

    private List<String> run(String command, String mode, String... more) {
        out.reset();
        requireExit(CrashExit.OPENED, 0, args(command, mode, more));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String[] args(String command, String mode, String... more) {
        List<String> args = new ArrayList<>(List.of(command, directory().toString()));
        if (!mode.isEmpty()) {
            args.addAll(List.of(mode.split(" ", -1)));
        }
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private void requireExit(CrashExit expected, int code, String... args) {
        err.reset();
        CrashExit exit = CrashMain.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        assertEquals(expected, exit, () -> err.toString(StandardCharsets.UTF_8));
        assertEquals(code, exit.code());
    }

    private Path directory() {
        return temp.resolve("it");
    }

    private List<String> files(String directory) {
        try (var files = Files.list(directory().resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void delete() throws IOException {
        try (var files = Files.walk(directory())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
