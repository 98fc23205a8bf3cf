// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The security audit claims nothing that no test shows, and says what is not protected. */
class SecurityAuditTest {
    private static final Pattern CLAIM = Pattern.compile("(?m)^\\| (.+) \\| ([A-H, ]*) \\| (.+) \\|$");

    @Test
    @Tag("S1.82")
    void everyClaimNamesATestThatIsThere() throws IOException {
        String page = NamedTests.page("security-audit.md");
        String shown = page.substring(page.indexOf("## What is shown"), page.indexOf("## What is not protected"));
        List<MatchResult> claims = CLAIM.matcher(shown).results().toList();

        assertTrue(claims.size() >= 40, () -> "only " + claims.size() + " claims");
        for (MatchResult claim : claims) {
            assertTrue(NamedTests.areIn(claim.group(3)), claim.group(1));
        }
        assertEquals(List.of(), NamedTests.missing(page));
    }

    @Test
    void theTestsThePageOnOperationsNamesAreThere() throws IOException {
        assertEquals(List.of(), NamedTests.missing(NamedTests.page("operations.md")));
    }
}
