// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the predecessors' faults names tests that are there. */
class FaultLedgerTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (F\\d+) \\| .+ \\| .+ \\| (.+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`([a-z-]+): (\\w+)\\.(\\w+)`");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve("faults.md")).replace("\r\n", "\n");
    }

    @Test
    void everyFaultOfTheLogAndTheStoreHasItsRowAndATest() throws IOException {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 13).boxed(),
                        IntStream.rangeClosed(21, 27).boxed())
                .map(number -> "F" + number)
                .toList();
        List<MatchResult> rows = ROW.matcher(page()).results().toList();

        assertEquals(expected, rows.stream().map(row -> row.group(1)).toList());
        for (MatchResult row : rows) {
            assertTrue(NAMED.matcher(row.group(2)).find(), row.group(1));
        }
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (MatchResult named : NAMED.matcher(page()).results().toList()) {
            Path module = ROOT.resolve("modules").resolve(named.group(1));
            if (!isTest(module, named.group(2), named.group(3))) {
                missing.add(named.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    private static boolean isTest(Path module, String type, String method) throws IOException {
        Pattern test =
                Pattern.compile("@(Test|ParameterizedTest)\\b(?:(?!@Test\\b|@ParameterizedTest\\b|;)[\\s\\S])*?\\bvoid "
                        + method + "\\(");
        try (Stream<Path> sources = Files.walk(module.resolve("src"))) {
            for (Path source :
                    sources.filter(file -> file.endsWith(type + ".java")).toList()) {
                if (test.matcher(Files.readString(source)).find()) {
                    return true;
                }
            }
        }
        return false;
    }
}
