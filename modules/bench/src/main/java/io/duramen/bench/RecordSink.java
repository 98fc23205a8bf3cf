// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import java.nio.ByteBuffer;

/** Takes what is read back. */
public interface RecordSink {

    /**
     * Takes one record.
     *
     * @param record its bytes from position to limit; not looked at after the call
     */
    void accept(ByteBuffer record);
}
