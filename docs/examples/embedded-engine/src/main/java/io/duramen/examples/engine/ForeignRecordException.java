// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import java.util.Map;

/** A record is whole and yet no transaction of this engine: somebody else writes to its log. Nothing was applied from there on. */
public final class ForeignRecordException extends EngineException {
    private static final long serialVersionUID = 1L;

    ForeignRecordException(long lsn, String why) {
        super(
                "ENGINE_RECORD_FOREIGN",
                "record " + lsn + " of the log is no transaction of this engine: " + why,
                Map.of("lsn", lsn),
                "run duramen log dump to see the record and who wrote it",
                null);
    }
}
