// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Records of a log that goes on. {@link #advance} throws when nothing can follow any more. */
interface TailSource extends RecordSource {

    /**
     * Waits until {@link #advance} may find more; may return early for no reason.
     *
     * @param ended what else ends the wait; asked again after {@link #wake}
     */
    void await(Duration timeout, BooleanSupplier ended) throws InterruptedException;

    /** Ends a wait if what it was told ends it holds. May be called from any thread. */
    void wake();
}
