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

/** The page of the predecessors' faults names tests that are there. */
class FaultLedgerTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (F\\d+) \\| .+ \\| .+ \\| (.+) \\|$");

    @Test
    void everyFaultOfTheLogAndTheStoreHasItsRowAndATest() throws IOException {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 13).boxed(),
                        IntStream.rangeClosed(21, 28).boxed())
                .map(number -> "F" + number)
                .toList();
        List<MatchResult> rows =
                ROW.matcher(NamedTests.page("faults.md")).results().toList();

        assertEquals(expected, rows.stream().map(row -> row.group(1)).toList());
        for (MatchResult row : rows) {
            assertTrue(NamedTests.areIn(row.group(2)), row.group(1));
        }
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        assertEquals(List.of(), NamedTests.missing(NamedTests.page("faults.md")));
    }
}
