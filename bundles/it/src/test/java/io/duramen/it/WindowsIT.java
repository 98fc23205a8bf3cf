// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The crash programs of the distribution in a JVM of Windows, under Wine: killed while they write, verified there and on this
 * system. Run by {@code ./mvnw -Pwindows verify} only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowsIT {
    private static final int ACKNOWLEDGED = 100;

    private final Path prefix = Tested.target().resolve("wine");
    private String wine;

    @TempDir
    Path directory;

    @BeforeAll
    void findWine() throws Exception {
        Path prepare = Tested.root().resolve("platform-windows/src/wine/prepare.sh");
        wine = Command.of(prepare, System.getProperty("duramen.wine.version"), prefix)
                .succeed()
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "--store", "--sealed --store"})
    @Tag("S1.69")
    @Tag("S1.71")
    void whatAKilledWindowsJvmAcknowledgedIsThereAndReadableOnBothSystems(String mode) throws Exception {
        String store = directory.resolve("store" + mode.replace(" ", "")).toString();
        String windowsStore = asWindowsSeesIt(store);

        long acknowledged = writeUntilKilled(words(mode, "write", windowsStore));
        String there = Command.of(windows(words(mode, "verify", windowsStore)))
                .with("WINEPREFIX", prefix)
                .with("WINEDEBUG", "-all")
                .succeed();
        long[] range = range(there);
        assertEquals(1, range[0]);
        assertTrue(range[1] >= acknowledged, acknowledged + " were acknowledged, found " + there);

        ownAsKeyringsAre(Path.of(store));
        List<String> here = new ArrayList<>(List.of(
                Jdk.own().tool("java"),
                "-jar",
                Tested.folder().resolve("duramen-crash.jar").toString()));
        here.addAll(words(mode, "verify", store));
        assertEquals(range[1], range(Command.of(here).succeed())[1], "on this system");
    }

    /** Wine shows a list of access rights with one entry as rights of a group too, and keyrings refuse that. */
    private static void ownAsKeyringsAre(Path store) throws IOException {
        for (String name : List.of("keyring", "keyring.bak")) {
            Path keyring = store.resolve(name);
            if (Files.exists(keyring)) {
                Files.setPosixFilePermissions(keyring, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    /** Kills the writer once enough is acknowledged, and returns the last number that was. */
    private long writeUntilKilled(List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(windows(words)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("WINEPREFIX", prefix.toString());
        builder.environment().put("WINEDEBUG", "-all");
        Process writer = builder.start();
        long last = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = lines.readLine(); line != null && seen < ACKNOWLEDGED; line = lines.readLine()) {
                if (line.startsWith("ACK ")) {
                    last = Math.max(last, Long.parseLong(line.substring(4).strip()));
                    seen++;
                }
            }
            assertEquals(ACKNOWLEDGED, seen, "the writer ended by itself");
            writer.destroyForcibly();
        }
        writer.waitFor();
        return last;
    }

    private List<String> windows(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                wine,
                Path.of(System.getProperty("duramen.windows.jre"), "bin", "java.exe")
                        .toString(),
                "-jar",
                asWindowsSeesIt(Tested.folder().resolve("duramen-crash.jar").toString())));
        command.addAll(words);
        return command;
    }

    private static List<String> words(String mode, String command, String store) {
        List<String> words = new ArrayList<>(List.of(command, store));
        Arrays.stream(mode.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(words::add);
        return words;
    }

    private static long[] range(String output) {
        String line = output.lines()
                .map(String::strip)
                .filter(l -> l.startsWith("RANGE "))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError(output));
        String[] words = line.split(" ", -1);
        return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])};
    }

    /** Wine shows the root of this system as drive Z. */
    private static String asWindowsSeesIt(String path) {
        return "Z:" + Path.of(path).toAbsolutePath().normalize().toString().replace('/', '\\');
    }
}
