// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import io.duramen.wal.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The power fails in every operation; nothing acknowledged is lost, and the chain verifies, also while it is open elsewhere. */
@Tag("S3.53")
@Tag("S5.32")
class CrashTest {
    private static final int ENTRIES = 8;

    private static AuditOptions options(Durability durability) {
        return Trails.builder().wal(Trails.wal().durability(durability).build()).build();
    }

    private static void append(AuditTrail trail, AckLog acks, long n) {
        acks.tried(n);
        // The fifth fills the segment, so that the sixth begins another.
        Map<String, Object> facts = n == 5 ? large(n) : Map.of("n", n);
        assertEquals(n, trail.append("step", "actor", AuditOutcome.DONE, facts).sequence());
        acks.acked(n);
    }

    private static Map<String, Object> large(long n) {
        return Map.of("n", n, "a", "x".repeat(15_000), "b", "y".repeat(15_000));
    }

    private static CrashRunner.Workload workload(Durability durability) {
        return (storage, acks) -> {
            try (AuditTrail trail = AuditTrail.create(storage, options(durability))) {
                for (long n = 1; n <= ENTRIES; n++) {
                    append(trail, acks, n);
                }
            }
        };
    }

    private static void verify(Storage storage, AckLog acks, Durability durability) {
        try {
            requireEntries(AuditVerifier.of(storage, Trails.wal().build()), acks);
        } catch (AuditMissingException none) {
            acks.requireRecovered(0);
        }
        try (AuditTrail trail = AuditTrail.openOrCreate(storage, options(durability))) {
            long last = trail.head().sequence();
            acks.requireRecovered(last);
            if (last < ENTRIES + 6) {
                append(trail, acks, last + 1);
            }
        }
        long found = requireEntries(AuditVerifier.of(storage, Trails.wal().build()), acks);
        acks.requireRecovered(found);
    }

    /** What is there must be a whole trail, and each entry the one of its number. */
    private static long requireEntries(AuditVerifier verifier, AckLog acks) {
        List<AuditEntry> entries = new ArrayList<>();
        AuditVerification found = verifier.verify(entries::add);
        assertEquals(null, found.finding());
        for (AuditEntry entry : entries) {
            assertEquals(entry.sequence(), entry.facts().get("n"));
        }
        assertTrue(found.entries() <= acks.lastTried(), () -> "invented: " + found);
        return found.entries();
    }

    @Test
    void aCrashAnywhereLeavesEverythingAcknowledgedInAWholeChain() {
        CrashReport report = CrashRunner.of(
                        workload(Durability.WAL), (storage, acks) -> verify(storage, acks, Durability.WAL))
                .damages(4)
                .run();
        assertTrue(report.operations() > 20, report::toString);
    }

    @Test
    void crashesWithinRecoveriesWithinRecoveriesDoNoHarm() {
        CrashRunner.of(workload(Durability.FULL), (storage, acks) -> verify(storage, acks, Durability.FULL))
                .sectorSizes(512)
                .names(NameOrder.STRICT)
                .damages(3)
                .recoveryDepth(3)
                .seed(5)
                .run();
    }
}
