// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.SegmentLayout.*;

import io.duramen.legacy.lines.ChangesText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from a place on, record by record, and goes on behind whatever is none.
 *
 * <p>A length is trusted as far as nothing speaks against it. What speaks against it is the file's end, and a later record
 * that was begun before the payload would have ended: then that record is next, because whoever wrote it wrote it behind
 * what was there. Where a payload is no record, and so nothing vouches for its length, the object that stands there is
 * passed over whole if it is longer. Each step reads a stretch of the file once, however damaged it is.
 */
final class SegmentScan {
    private final SegmentBytes bytes;
    private long at;

    SegmentScan(SegmentBytes bytes, long from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Where to go on. */
    long at() {
        return at;
    }

    /** The next record or piece of damage, or {@code null} at the end. */
    @Nullable
    Found next() {
        long offset = at;
        long left = bytes.size() - offset;
        if (left <= 0) {
            return null;
        }
        if (left < LENGTH_BYTES) {
            at = bytes.size();
            return Found.damage(offset, TORN_TAIL);
        }
        long length = bytes.length(offset);
        if (length > MAX_PAYLOAD_BYTES) {
            at = bytes.nextRecord(offset + 1);
            return Found.damage(offset, IMPLAUSIBLE_LENGTH);
        }
        if (length > left - LENGTH_BYTES) {
            at = bytes.nextRecord(offset + 1);
            return Found.damage(offset, at < bytes.size() ? TORN_MID_FILE : TORN_TAIL);
        }
        SegmentRecord record = SegmentRecord.parse(bytes.read(offset + LENGTH_BYTES, (int) length));
        if (record == null) {
            return unparseable(offset, offset + LENGTH_BYTES + length);
        }
        at = offset + LENGTH_BYTES + length;
        return Found.record(offset, record);
    }

    private Found unparseable(long offset, long end) {
        long next = bytes.nextRecord(offset + 1);
        if (next < end) {
            at = next;
            return Found.damage(offset, TORN_MID_FILE);
        }
        if (bytes.firstNonZero(offset) == bytes.size()) {
            at = bytes.size();
            return Found.damage(offset, TORN_TAIL); // the file grew, its bytes never arrived
        }
        at = Math.max(end, endOfObject(offset + LENGTH_BYTES, next));
        if (at == offset + LENGTH_BYTES) {
            at = endOfZeros(at, next);
        }
        return Found.damage(offset, UNPARSEABLE_PAYLOAD);
    }

    /** Where the object ends that stands at a place before a limit; the place itself if none does. */
    private long endOfObject(long from, long limit) {
        if (!bytes.isPayload(from)) {
            return from;
        }
        byte[] text = bytes.read(from, (int) Math.min(limit - from, MAX_PAYLOAD_BYTES));
        int length = JsonSpan.ofObject(text);
        String json = length == 0 ? null : ChangesText.utf8(Arrays.copyOf(text, length));
        return json == null || StrictJson.object(json) == null ? from : from + length;
    }

    /** Behind a length of zero: where the zeros end that cannot be told from more of such lengths. */
    private long endOfZeros(long from, long next) {
        long end = bytes.firstNonZero(from);
        return next - end < LENGTH_BYTES ? next : end - (end - from) % LENGTH_BYTES;
    }
}
