// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;

/** An open floor; it only appends. */
interface FloorLog extends SubjectLog {

    @Override
    default void drain() {}

    @Override
    default void replay(RecordSink sink) {
        throw new UnsupportedOperationException("a floor has no records");
    }
}
