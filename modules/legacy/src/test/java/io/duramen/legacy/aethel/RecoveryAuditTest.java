// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.RecoveryAudit;
import io.duramen.legacy.RecoveryAudit.Action;
import io.duramen.legacy.RecoveryAudit.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Aethel wrote down of its recoveries. */
class RecoveryAuditTest {
    private static final String RULE = "=".repeat(80);

    static final String TEXT = "\n" + RULE + "\nRecovery Report - 2026-02-21 10:15:00\n" + RULE
            + """

            Recovered: True
            Uncommitted Transactions: 1
            Rolled Back Transactions: 1
            Temp Files Cleaned: 1
            Merkle Root Verified: True
            Recovery Duration: 1.25ms

            Audit Log:
              [1771668900.000001] RECOVERY_START: Crash recovery initiated
              [1771668900.000002] ROLLBACK_TX: Rolled back transaction a-3
            """
            + RULE + "\n\n" + "\n" + RULE + "\nRecovery Report - 2026-02-22 11:00:00\n" + RULE
            + """

            Recovered: False
            Uncommitted Transactions: 0
            Rolled Back Transactions: 0
            Temp Files Cleaned: 0
            Merkle Root Verified: False
            Recovery Duration: 0.10ms
            Merkle Root: eb2192afee752aa67688bb2e762109526204063d3a5e81bc0aba7ce26651e701

            Errors:
              - the disk is gone

            Audit Log:
              [1771758000.500000] RECOVERY_ERROR: Recovery failed: the disk is gone
            """
            + RULE + "\n\n";

    @TempDir
    private Path temp;

    @BeforeEach
    void makeTheDirectory() throws IOException {
        Files.createDirectories(temp.resolve("state"));
    }

    private RecoveryAudit read(String text) throws IOException {
        Files.writeString(temp.resolve("state/recovery_audit.log"), text);
        return RecoveryAudit.read(temp);
    }

    @Test
    @Tag("S3.46")
    void everyRecoveryIsReadWithWhatItDid() throws IOException {
        RecoveryAudit audit = read(TEXT);

        assertEquals(List.of(), audit.skipped());
        assertEquals(
                List.of(
                        new Recovery(
                                3,
                                "2026-02-21 10:15:00",
                                true,
                                1,
                                1,
                                1,
                                true,
                                null,
                                List.of(),
                                List.of(
                                        new Action(
                                                13, "1771668900.000001", "RECOVERY_START", "Crash recovery initiated"),
                                        new Action(
                                                14,
                                                "1771668900.000002",
                                                "ROLLBACK_TX",
                                                "Rolled back transaction a-3"))),
                        new Recovery(
                                19,
                                "2026-02-22 11:00:00",
                                false,
                                0,
                                0,
                                0,
                                false,
                                "eb2192afee752aa67688bb2e762109526204063d3a5e81bc0aba7ce26651e701",
                                List.of("the disk is gone"),
                                List.of(new Action(
                                        33,
                                        "1771758000.500000",
                                        "RECOVERY_ERROR",
                                        "Recovery failed: the disk is gone")))),
                audit.recoveries());
    }

    @Test
    void whatIsNoLineOfARecoveryIsReportedAndTheRestIsRead() throws IOException {
        RecoveryAudit audit = read("garbage\n" + TEXT.replace("Temp Files Cleaned: 1\n", "Temp Files\n"));

        assertEquals(
                List.of(
                        new ImportDamage("state/recovery_audit.log", 1, 0, "not_understood"),
                        new ImportDamage(
                                "state/recovery_audit.log",
                                9,
                                audit.skipped().get(1).offset(),
                                "not_understood")),
                audit.skipped());
        assertEquals(2, audit.recoveries().size());
        assertEquals(0, audit.recoveries().get(0).temporaryFiles());
    }

    @Test
    void aRecoveryThatACrashCutOffIsThereAsFarAsItGoes() throws IOException {
        RecoveryAudit audit = read(TEXT.substring(0, TEXT.indexOf("Audit Log")));

        assertEquals(1, audit.recoveries().size());
        assertTrue(audit.recoveries().get(0).recovered());
        assertEquals(List.of(), audit.recoveries().get(0).actions());
    }

    @Test
    void withoutAFileThereWereNone() {
        assertEquals(new RecoveryAudit(List.of(), List.of()), RecoveryAudit.read(temp));
    }
}
