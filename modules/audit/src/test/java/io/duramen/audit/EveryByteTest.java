// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No byte of a small trail can be changed without being found. */
@Tag("S5.32")
class EveryByteTest {
    private static final String SEGMENT = "wal/0000000000000001.seg";
    private static final int HEADER_BYTES = 8192;

    @Test
    void everyByteOfEveryEntryWhoeverComputesTheChecksumsOfTheLogAnew() {
        List<byte[]> payloads = Trails.payloads(Trails.trail(4));
        for (int entry = 0; entry < payloads.size(); entry++) {
            for (int at = 0; at < payloads.get(entry).length; at++) {
                List<byte[]> forged = new ArrayList<>(payloads);
                byte[] altered = payloads.get(entry).clone();
                altered[at] ^= (byte) (1 << (at % 8));
                forged.set(entry, altered);
                AuditFinding finding = Trails.verify(Trails.forged(forged)).finding();
                assertTrue(finding != null, "entry " + (entry + 1) + ", byte " + at);
                assertEquals(entry + 1, finding.sequence(), "entry " + (entry + 1) + ", byte " + at);
            }
        }
    }

    @Test
    void everyByteOfTheSegmentUpToTheEndOfTheLastEntry() {
        SimDisk pristine = Trails.trail(4);
        List<AuditEntry> entries = Trails.entries(pristine);
        long end = used(pristine);
        for (long at = HEADER_BYTES; at < end; at++) {
            SimDisk damaged = pristine.crash(0);
            damaged.flipBit(SEGMENT, at * 8 + at % 8);
            assertFalse(isOk(damaged, entries), "byte " + at);
        }
    }

    /** Two headers, two marks, zeros: where the log can do without a byte, no entry is another for it. */
    @Test
    void everyOtherByteIsFoundOrChangesNothing() {
        SimDisk pristine = Trails.trail(4);
        List<AuditEntry> entries = Trails.entries(pristine);
        int tolerated = 0;
        for (String file : List.of(SEGMENT, "wal/marks")) {
            long size = file.equals(SEGMENT) ? HEADER_BYTES : pristine.bytes(file).length;
            for (long at = 0; at < size; at += 5) {
                SimDisk damaged = pristine.crash(0);
                damaged.flipBit(file, at * 8 + at % 8);
                tolerated += isOk(damaged, entries) ? 1 : 0;
            }
        }
        for (long at = used(pristine); at < pristine.bytes(SEGMENT).length; at += 97) {
            SimDisk damaged = pristine.crash(0);
            damaged.flipBit(SEGMENT, at * 8);
            tolerated += isOk(damaged, entries) ? 1 : 0;
        }
        assertTrue(tolerated > 0, "there are two of each header and mark");
    }

    /** Behind the last entry stands only what says that the log was closed in order. */
    private static int used(SimDisk disk) {
        List<byte[]> payloads = Trails.payloads(disk);
        byte[] last = payloads.get(payloads.size() - 1);
        String segment = new String(disk.bytes(SEGMENT), StandardCharsets.ISO_8859_1);
        return segment.indexOf(new String(last, StandardCharsets.ISO_8859_1)) + last.length;
    }

    /** Whether the trail verifies; what is shown of it must be what was written, in any case. */
    private static boolean isOk(SimDisk disk, List<AuditEntry> expected) {
        List<AuditEntry> shown = new ArrayList<>();
        try {
            AuditVerification found =
                    AuditVerifier.of(disk, Trails.wal().build()).verify(shown::add);
            assertEquals(expected.subList(0, shown.size()), shown);
            if (found.ok()) {
                assertEquals(expected.size(), shown.size());
            }
            return found.ok();
        } catch (CorruptLogException found) {
            return false;
        }
    }
}
