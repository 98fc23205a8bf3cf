// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the gate behind {@code -Pcoverage} asks for is what the page on testing says, and no core module is left out of it. */
class CoverageGateTest {
    private static final List<String> CORE =
            List.of("base", "storage", "crypto", "wal", "commit", "audit", "legacy", "seal");
    private static final Pattern FLOOR = Pattern.compile("<coverage.floor>(0\\.\\d+)</coverage.floor>");
    private static final Pattern MEASURED = Pattern.compile("(?m)^\\| ([a-z]+) \\| [\\d,]+ \\| ([\\d.]+) % \\|");

    private static String gate() throws IOException {
        return Files.readString(Path.of("coverage", "pom.xml"));
    }

    @Test
    @Tag("S1.80")
    void everyCoreModuleIsMeasuredAndReported() throws IOException {
        String gate = gate();
        for (String module : CORE) {
            assertTrue(gate.contains("${coverage.modules}/" + module + "/target/classes"), module);
            assertTrue(gate.contains("<artifactId>duramen-" + module + "</artifactId>"), module);
        }
    }

    @Test
    @Tag("S1.80")
    void whatWasMeasuredLastIsAboveTheFloor() throws IOException {
        Matcher floor = FLOOR.matcher(gate());
        assertTrue(floor.find());
        String page = NamedTests.page("testing.md");
        List<String> measured = MEASURED.matcher(page.substring(page.indexOf("## Coverage")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertEquals(CORE, measured.subList(0, CORE.size()));
        assertEquals("all", measured.get(CORE.size()));
        double all = MEASURED.matcher(page)
                .results()
                .filter(row -> row.group(1).equals("all"))
                .mapToDouble(row -> Double.parseDouble(row.group(2)))
                .findFirst()
                .orElseThrow();
        assertTrue(all >= 100 * Double.parseDouble(floor.group(1)), all + " % measured, floor " + floor.group(1));
    }
}
