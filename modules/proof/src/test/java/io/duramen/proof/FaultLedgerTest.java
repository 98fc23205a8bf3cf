// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the predecessors' faults and of the settled questions names tests that are there. */
class FaultLedgerTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([FK]\\d+) \\| .+ \\| .+ \\| (.+) \\|$");

    @Test
    void everyFaultOfTheLogAndTheStoreHasItsRowAndATest() throws IOException {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 13).boxed(),
                        IntStream.rangeClosed(21, 28).boxed())
                .map(number -> "F" + number)
                .toList();
        assertEquals(expected, rowsWithTests("F"));
    }

    @Test
    void everySettledQuestionOfTheLogAndTheStoreHasItsRowAndATest() throws IOException {
        assertEquals(List.of("K1", "K2", "K3", "K4", "K7", "K8"), rowsWithTests("K"));
    }

    private static List<String> rowsWithTests(String area) throws IOException {
        List<MatchResult> rows = ROW.matcher(NamedTests.page("faults.md"))
                .results()
                .filter(row -> row.group(1).startsWith(area))
                .toList();
        for (MatchResult row : rows) {
            assertTrue(NamedTests.areIn(row.group(2)), row.group(1));
        }
        return rows.stream().map(row -> row.group(1)).toList();
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        assertEquals(List.of(), NamedTests.missing(NamedTests.page("faults.md")));
    }
}
