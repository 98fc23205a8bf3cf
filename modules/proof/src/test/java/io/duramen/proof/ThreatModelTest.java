// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each row of the threat model names a test that is there, or says why there is none. */
class ThreatModelTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| (.+?) \\| (.+?) \\| ?(.*?) ?\\|$");

    @Test
    void eachRowNamesTestsThatAreThereOrSaysWhyThereIsNone() throws IOException {
        String page = NamedTests.page("security/threat-model.md");
        List<MatchResult> rows = ROW.matcher(page.substring(page.indexOf("## What holds")))
                .results()
                .skip(1)
                .toList();

        assertTrue(rows.size() >= 16, () -> "only " + rows.size() + " rows");
        for (MatchResult row : rows) {
            boolean shown = NamedTests.areIn(row.group(3)) || row.group(3).startsWith("no test: ");
            assertTrue(shown, row.group(1));
        }
        assertEquals(List.of(), NamedTests.missing(page));
    }
}
