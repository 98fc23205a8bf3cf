// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.CrashRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests are tested: each mistake of {@code src/test/resources/planted} is made in a copy of the sources, and the tests
 * it names must notice. Without the mistake they must pass in the same surroundings, so that nothing else makes them fail.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PlantedBugTest {
    /** All crashes are run where these tests belong; here one shows that they run. */
    private static final String ONE_CRASH = "512 STRICT 20 3 0";

    private static final Map<String, SourceTree> MODULES = new TreeMap<>();

    @TempDir
    private static Path base;

    @TempDir
    private Path temp;

    static List<PlantedBug> bugs() {
        return PlantedBug.all();
    }

    static List<String> modules() {
        return bugs().stream().map(PlantedBug::module).distinct().toList();
    }

    @BeforeAll
    static void compileTheModulesAsTheyAre() {
        MODULES.clear();
        modules().forEach(module -> MODULES.put(module, SourceTree.compiled(module, base)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    @Tag("S1.62")
    void isCaughtByATestItNames(PlantedBug bug, TestReporter reporter) {
        SourceTree module = MODULES.get(bug.module());
        try (PlantedLoader loader = new PlantedLoader(module.compiledWith(bug, temp), module.classes())) {
            NamedTests.Result result = NamedTests.run(bug.tests(), loader);
            assertFalse(result.failures().isEmpty(), () -> bug.tests() + " did not notice that " + bug.what());
            assertFalse(result.traces().contains("LinkageError"), result::traces); // nor one of the surroundings
            Throwable first = result.failures().get(0);
            reporter.publishEntry(
                    bug.name(),
                    bug.what() + ": "
                            + String.valueOf(first).lines().findFirst().orElse(""));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void withoutTheBugsTheSameTestsPass(String module) {
        List<String> tests = List.copyOf(new TreeSet<>(bugs().stream()
                .filter(bug -> bug.module().equals(module))
                .flatMap(bug -> bug.tests().stream())
                .toList()));
        System.setProperty(CrashRunner.REPLAY, ONE_CRASH);
        try (PlantedLoader loader = new PlantedLoader(MODULES.get(module).classes())) {
            NamedTests.Result result = NamedTests.run(tests, loader);
            assertTrue(result.run() >= tests.size(), () -> "only " + result.run() + " of " + tests);
            assertEquals(List.of(), result.failures(), result::traces);
        } finally {
            System.clearProperty(CrashRunner.REPLAY);
        }
    }

    @Test
    void everyBugSaysWhatItIs() {
        assertTrue(bugs().size() >= 25);
        for (PlantedBug bug : bugs()) {
            assertFalse(
                    bug.what().isEmpty()
                            || bug.tests().isEmpty()
                            || bug.changes().isEmpty(),
                    bug::name);
        }
    }
}
