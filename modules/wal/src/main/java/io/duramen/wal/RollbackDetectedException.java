// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.wal.spi.AnchorMark;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A log or a store is older than its {@linkplain io.duramen.wal.spi.Anchor anchor} says, or it is not the one the anchor was
 * set for: somebody put an older copy back, cut the end off, or exchanged it. Nothing was changed.
 */
public final class RollbackDetectedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param place what was to be opened
     * @param anchored what the anchor says
     * @param found what is there
     * @param expected what should be there, in words
     * @param instead what is there, in words
     */
    public RollbackDetectedException(
            String place, AnchorMark anchored, AnchorMark found, String expected, String instead) {
        super(
                "ROLLBACK_DETECTED",
                "what is in " + place + " is not what its anchor saw: expected " + expected + ", found " + instead,
                facts(place, anchored, found, expected, instead),
                "look at it with duramen inspect DIR and restore the newest copy; if this older one was put there on purpose,"
                        + " accept it once by name: duramen recover DIR --anchor FILE --accept-rollback",
                null);
    }

    private static Map<String, Object> facts(
            String place, AnchorMark anchored, AnchorMark found, String expected, String instead) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", place);
        facts.put("expected", expected);
        facts.put("found", instead);
        facts.put("anchoredLog", anchored.logId().toString());
        facts.put("anchoredLsn", anchored.lsn());
        facts.put("foundLog", found.logId().toString());
        facts.put("foundLsn", found.lsn());
        return facts;
    }
}
