// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each gate of sealing has a row that names a test which is there. */
class SealingGatesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+)\\. .+? \\| (.+?) \\|");

    @Test
    void eachGateNamesTestsThatAreThere() throws IOException {
        String page = NamedTests.page("security/gates.md");
        List<MatchResult> rows = ROW.matcher(page).results().toList();
        Set<Integer> gates = new TreeSet<>();
        for (MatchResult row : rows) {
            gates.add(Integer.valueOf(row.group(1)));
            assertTrue(NamedTests.areIn(row.group(2)), row.group());
        }

        assertEquals(Set.of(1, 2, 3, 4, 5, 6, 8, 9, 10), gates);
        assertEquals(List.of(), NamedTests.missing(page));
    }
}
