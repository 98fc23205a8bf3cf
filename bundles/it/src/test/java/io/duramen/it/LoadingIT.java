// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One small application, compiled once, runs in every form in which Java loads code: on the JDK of these tests, and where
 * there is one that can refuse native access, on that too, with and without the grant. What was seen is written to {@code
 * target/loading-matrix.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadingIT {
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    private final List<Run> runs = new ArrayList<>();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void runsOnTheJdkOfTheseTestsWithoutAnyFlag(Form form) throws Exception {
        assertNative(run(form, Jdk.own(), Access.UNTOLD));
    }

    @ParameterizedTest
    @EnumSource
    void runsOnAJdkThatRefusesNativeAccessToAllButJna(Form form) throws Exception {
        assertNative(run(form, refusing(), Access.GRANTED));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("S1.42")
    void runsWithoutNativeAccessOnWhatIsBuiltInAndSaysWhatWouldMendIt(Form form) throws Exception {
        Map<String, String> said = run(form, refusing(), Access.DENIED);
        assertEquals("jdk", said.get("clock"));
        assertEquals("jdk", said.get("storage"));
        assertEquals("jdk", said.get("memory"));
        if (LINUX) {
            assertTrue(said.get("output").contains("clock refused linux-jna: the JVM denies native access to JNA"));
            assertTrue(said.get("output").contains(form.remedy()), said.get("output"));
        }
    }

    private static Jdk refusing() throws Exception {
        Optional<Jdk> found = Jdk.thatRefuses();
        assumeTrue(found.isPresent(), "no JDK 24 or later found; -Djdk25.home=DIRECTORY or JAVA25_HOME names one");
        return found.get();
    }

    private static void assertNative(Map<String, String> said) {
        String expected = LINUX ? "linux-jna" : "jdk";
        assertEquals(expected, said.get("clock"), said.get("output"));
        assertEquals(expected, said.get("storage"));
        assertEquals(expected, said.get("memory"));
    }

    private Map<String, String> run(Form form, Jdk jdk, Access access) throws Exception {
        String output = form.run(jdk, access, directory);
        assertTrue(output.strip().endsWith("OK"), output);
        if (access != Access.UNTOLD || jdk.feature() < Jdk.FIRST_THAT_REFUSES) {
            assertFalse(output.contains("WARNING"), output); // untold, later JDKs give way with a warning
        }
        Map<String, String> said = new TreeMap<>();
        output.lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 2)
                .forEach(words -> said.put(words[0], words[1]));
        said.put("output", output);
        runs.add(new Run(form, jdk, access, said));
        return said;
    }

    @AfterAll
    void writeTheMatrix() throws Exception {
        StringBuilder matrix = new StringBuilder("""
                | form | on | native access | clock | storage | memory | derivation | log | store | detector | sink | result |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        runs.stream()
                .sorted(Comparator.comparing(Run::form)
                        .thenComparing(run -> run.jdk().feature())
                        .thenComparing(Run::access))
                .forEach(run -> matrix.append(run.row()).append('\n'));
        Files.writeString(Tested.target().resolve("loading-matrix.md"), matrix);
    }

    /** A run that ended well, and what it said. */
    private record Run(Form form, Jdk jdk, Access access, Map<String, String> said) {

        String row() {
            List<Object> cells = new ArrayList<>(List.of(form, jdk, access));
            for (String kind :
                    List.of("clock", "storage", "memory", "derivation", "log", "store", "detector", "sink")) {
                cells.add(said.get(kind));
            }
            cells.add("OK");
            return cells.stream().map(Object::toString).collect(Collectors.joining(" | ", "| ", " |"));
        }
    }
}
