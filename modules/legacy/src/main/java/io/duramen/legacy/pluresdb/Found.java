// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import org.jspecify.annotations.Nullable;

/**
 * What a segment holds at one place.
 *
 * @param offset the place
 * @param record the record there, or {@code null} if there is none
 * @param reason what is wrong with it, in one of the words of {@link SegmentLayout}; {@code null} if nothing is
 */
record Found(
        long offset,
        @Nullable SegmentRecord record,
        @Nullable String reason) {
    static Found damage(long offset, String reason) {
        return new Found(offset, null, reason);
    }

    static Found record(long offset, SegmentRecord record) {
        return new Found(offset, record, record.checks() ? null : SegmentLayout.CHECKSUM_MISMATCH);
    }
}
