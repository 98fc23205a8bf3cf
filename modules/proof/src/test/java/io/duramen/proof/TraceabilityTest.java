// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that says which test shows which requirement says what the sources say. */
class TraceabilityTest {
    private static final Path ROOT = Path.of("..", "..");

    @TempDir
    private Path temp;

    @Test
    @Tag("S1.84")
    void thePageIsWhatTheTagsSay() throws IOException {
        String committed = Files.readString(Traceability.page(ROOT)).replace("\r\n", "\n");
        assertTrue(
                Traceability.generate(ROOT).equals(committed),
                "docs/traceability.md is stale; in the root of the repository run: " + Traceability.COMMAND);
    }

    @Test
    void aTagOfATestAndOfItsClassAreBothFoundAndTheRestIsNotYet() throws IOException {
        write("docs/requirements.md", """
                - S1.01 one -> test
                - S1.02 two | three -> test
                - S1.03 four -> test
                """);
        write("modules/m/pom.xml", "");
        write("modules/m/src/test/java/ATest.java", """
                @Tag("S1.01")
                class ATest {
                    @Test
                    @Tag("S1.02")
                    void holds() {}

                    @Test
                    void alsoHolds() {}
                }
                """);
        String page = Traceability.generate(temp);

        assertTrue(page.contains("| S1.01 | one | `m: ATest.alsoHolds`<br>`m: ATest.holds` |"), page);
        assertTrue(page.contains("| S1.02 | two \\| three | `m: ATest.holds` |"), page);
        assertTrue(page.contains("| S1.03 | four | not yet |"), page);
        assertTrue(page.contains("## S1: 2 of 3"), page);
    }

    @Test
    void aFaultIsShownByTheTestsItsRowNames() throws IOException {
        write("docs/requirements.md", "- F1 a fault\n- F2 another\n- K1 a question\n");
        write("docs/faults.md", """
                | | what | keeps it out | shown by |
                |---|---|---|---|
                | F1 | this | that | `m: ATest.holds`<br>`a-b: BTest.alsoHolds` |
                | K1 | this | see `m: ATest.other` | `m: ATest.holds` |
                """);
        String page = Traceability.generate(temp);

        assertTrue(page.contains("| F1 | a fault | `a-b: BTest.alsoHolds`<br>`m: ATest.holds` |"), page);
        assertTrue(page.contains("| F2 | another | not yet |"), page);
        assertTrue(page.contains("| K1 | a question | `m: ATest.holds` |"), page);
    }

    @Test
    void aTagThatNamesNoRequirementIsRefused() throws IOException {
        write("docs/requirements.md", "- S1.01 one -> test\n");
        write("modules/m/pom.xml", "");
        write("modules/m/src/test/java/ATest.java", """
                class ATest {
                    @Tag("S9.99")
                    void holds() {}
                }
                """);

        assertThrows(IllegalStateException.class, () -> Traceability.generate(temp));
    }

    private void write(String name, String text) throws IOException {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
