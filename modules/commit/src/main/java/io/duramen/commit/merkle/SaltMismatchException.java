// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import io.duramen.base.DuramenException;
import java.util.Map;

/** Two Merkle maps have different salts, so that the same key lies in different places and their nodes cannot be compared. */
public final class SaltMismatchException extends DuramenException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception; it does not show the salts, which are not for everybody. */
    public SaltMismatchException() {
        super(
                "SALT_MISMATCH",
                "the maps have different salts: they belong to different stores",
                Map.of(),
                "compare the stores key by key with duramen diff",
                null);
    }
}
