// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.Written.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.families.Findings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bad record hides no other, whatever is bad about it. */
class SegmentScanTest {
    private static final byte[] FIRST = put(1, "x", "1");
    private static final byte[] SECOND = put(2, "y", "2");
    private static final byte[] THIRD = put(3, "z", "3");

    @TempDir
    private Path directory;

    private Findings read(byte[]... parts) {
        segment(directory, 1, parts);
        return segments(directory);
    }

    private void requireDamage(Findings findings, String... damage) {
        assertEquals(List.of(damage), damage(findings));
        assertEquals(damage.length == 0, findings.fields().get("healthy"));
    }

    private static byte[] torn(byte[] record, int length) {
        return Arrays.copyOf(record, length);
    }

    @Test
    void wholeRecordsAreReadAndNothingIsReported() {
        Findings findings = read(FIRST, SECOND, THIRD);
        requireDamage(findings);
        assertNull(findings.strictRefusal());
        assertEquals(List.of(1L, 2L, 3L), all(findings, "recovered_seqs"));
        assertEquals("x=1 y=2 z=3", state(findings));
    }

    @Test
    @Tag("S3.13")
    void aTailTornAtAnyByteIsReportedAndNothingBeforeItIsLost() {
        for (int length = 1; length < SECOND.length; length++) {
            Findings findings = read(FIRST, torn(SECOND, length));
            requireDamage(findings, "1 " + FIRST.length + " torn_tail");
            assertNull(findings.strictRefusal(), "a torn tail is what a crash leaves");
            assertEquals("x=1", state(findings));
        }
    }

    /** F21, F25: the predecessor appends behind what a crash or a failed write left. */
    @Test
    @Tag("S3.13")
    void whatWasAppendedBehindTornBytesIsReadWhereverTheyWereTorn() {
        for (int length = 1; length < SECOND.length; length++) {
            Findings findings = read(FIRST, torn(SECOND, length), THIRD, FIRST);
            String reason = length == 3 ? "implausible_length" : "torn_mid_file"; // the length then ends in another's
            requireDamage(findings, "1 " + FIRST.length + " " + reason);
            assertNotNull(findings.strictRefusal());
            assertEquals(List.of(1L, 1L, 3L), all(findings, "recovered_seqs"));
            assertEquals("z=3 x=1", state(findings));
        }
    }

    @Test
    void tornRecordsOneBehindTheOtherAreEachReported() {
        requireDamage(
                read(torn(FIRST, 50), torn(SECOND, 60), THIRD, torn(FIRST, 20)),
                "1 0 torn_mid_file",
                "1 50 torn_mid_file",
                "1 " + (110 + THIRD.length) + " torn_tail");
    }

    @Test
    void aWrongChecksumIsReportedWithItsNumberAndTheRecordShownAsInvalid() {
        byte[] wrong = record(payload(2, TIME, "a", "{\"Delete\":{\"id\":\"x\"}}", 12345));
        Findings findings = read(FIRST, wrong, THIRD);
        requireDamage(findings, "1 " + FIRST.length + " checksum_mismatch");
        assertTrue(all(findings, "damage").get(0).toString().endsWith("seq=2}"));
        assertEquals(3, all(findings, "entries").size());
        assertTrue(all(findings, "entries").get(1).toString().contains("valid=false"));
        assertEquals("x=1 z=3", state(findings));
        assertEquals("[[2, 2]]", String.valueOf(findings.fields().get("missing_seq_ranges")));
    }

    @Test
    void anImplausibleLengthIsReportedAndTheNextRecordFound() {
        byte[] payload = payload(2, "a", "{\"Delete\":{\"id\":\"x\"}}");
        for (long length : new long[] {(16 << 20) + 1, 0x7FFF_FFFF, 0xFFFF_FFFFL, 0x8000_0000L}) {
            requireDamage(read(FIRST, record(length, payload), THIRD), "1 " + FIRST.length + " implausible_length");
            requireDamage(
                    read(FIRST, record(length, payload), record(length, payload), THIRD),
                    "1 " + FIRST.length + " implausible_length",
                    "1 " + (FIRST.length + 4 + payload.length) + " implausible_length");
        }
    }

    @Test
    void aLengthOfSixteenMebibytesIsNotImplausible() {
        requireDamage(read(FIRST, record(16 << 20, utf8("{"))), "1 " + FIRST.length + " torn_tail");
        requireDamage(read(FIRST, record(16 << 20, utf8("{")), THIRD), "1 " + FIRST.length + " torn_mid_file");
    }

    /** F24: the predecessor took such a record, and could then read nothing of its segment. */
    @Test
    void aRecordOverTheLimitCostsItselfOnlyAndOneOfJustTheLimitIsRead() {
        int around = put(2, "y", "").length - Integer.BYTES;
        byte[] most = put(2, "y", " ".repeat((16 << 20) - around - 1) + "7");
        assertEquals((16 << 20) + Integer.BYTES, most.length);
        requireDamage(read(FIRST, most, THIRD));
        byte[] over = put(2, "y", " ".repeat((16 << 20) - around) + "7");
        Findings findings = read(FIRST, over, THIRD);
        requireDamage(findings, "1 " + FIRST.length + " implausible_length");
        assertEquals("x=1 z=3", state(findings));
    }

    @Test
    void aPayloadThatIsNoRecordIsReportedAndTheNextRecordFound() {
        for (String payload : List.of("not json", "{}", "{\"seq\":2}", "[1,2,3]", "{\"seq\":\"", "\u00ff\u0000", " ")) {
            Findings findings = read(FIRST, record(utf8(payload)), THIRD);
            requireDamage(findings, "1 " + FIRST.length + " unparseable_payload");
            assertEquals("x=1 z=3", state(findings), payload);
        }
    }

    @Test
    void badPayloadsOneBehindTheOtherAreEachReported() {
        byte[] bad = record(utf8("junk"));
        byte[] wild = record(0xFFFF_FFFFL, utf8("junk"));
        requireDamage(
                read(bad, bad, FIRST, bad, wild, THIRD),
                "1 0 unparseable_payload",
                "1 8 unparseable_payload",
                "1 " + (16 + FIRST.length) + " unparseable_payload",
                "1 " + (24 + FIRST.length) + " implausible_length");
    }

    @Test
    void aLengthThatIsTooSmallOrTooLargeCostsOneRecordOnly() {
        byte[] payload = Arrays.copyOfRange(SECOND, 4, SECOND.length);
        for (int length = 0; length < 3 * payload.length; length++) {
            if (length != payload.length) {
                Findings findings = read(FIRST, record(length, payload), THIRD);
                boolean overlaps = length > payload.length;
                requireDamage(
                        findings, "1 " + FIRST.length + " " + (overlaps ? "torn_mid_file" : "unparseable_payload"));
                assertEquals("x=1 z=3", state(findings));
            }
        }
    }

    /** A file system that knows the new size of a file but not yet its bytes leaves zeros. */
    @Test
    void zerosAtTheEndAreATornTailAndThoseInTheMiddleOnePlace() {
        for (int zeros = 1; zeros < 40; zeros++) {
            requireDamage(read(FIRST, new byte[zeros]), "1 " + FIRST.length + " torn_tail");
            Findings findings = read(FIRST, new byte[zeros], THIRD);
            assertEquals(1, findings.damage().size(), () -> damage(findings).toString());
            assertEquals("x=1 z=3", state(findings));
        }
    }

    @Test
    void aRecordInsideAValueIsNoRecordOfTheLog() {
        String inner =
                new String(payload(9, "b", "{\"Delete\":{\"id\":\"x\"}}"), java.nio.charset.StandardCharsets.UTF_8);
        byte[] outer = put(2, "y", "[" + inner + "," + inner + "]");
        requireDamage(read(FIRST, outer, THIRD));
        outer[20]++;
        Findings findings = read(FIRST, outer, THIRD);
        assertEquals(1, findings.damage().size());
        assertEquals("x=1 z=3", state(findings));
    }

    @Test
    void anEmptySegmentHoldsNothingAndIsNamed() {
        segment(directory, 5);
        Findings findings = read(FIRST);
        requireDamage(findings);
        assertEquals(List.of("0000000000000001.wal", "0000000000000005.wal"), all(findings, "segments"));
    }

    @Test
    void aRecordLargerThanTheWindowIsRead() {
        String large = "\"" + "0123456789".repeat(30_000) + "\"";
        Findings findings = read(FIRST, put(2, "y", large), torn(put(4, "w", large), 200_000), THIRD);
        requireDamage(findings, "1 " + (FIRST.length + put(2, "y", large).length) + " torn_mid_file");
        assertEquals("x=1 y=" + large + " z=3", state(findings));
    }
}
