// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a log reaches, for those who read it. All methods may be called from any thread at any time. */
interface LogExtent {

    /**
     * The segments as far as they are written, oldest first. Asked for after {@link #durableLsn}, they hold every record up to
     * it that no checkpoint removed.
     */
    List<SegmentMeta> segments();

    /** The first record held. A checkpoint raises it before the first file is removed or used again. */
    long firstLsn();

    /** As {@link #firstLsn}, looked up anew where somebody else writes the log. */
    default long firstLsnNow() {
        return firstLsn();
    }

    /** The last durable record. */
    long durableLsn();

    /** Why nothing more will become durable: the log is closed, and all is written, or it failed. {@code null} while it may. */
    @Nullable
    RuntimeException ended();
}
