// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import io.duramen.base.DuramenException;
import java.util.Map;

/** A text is not a proof. */
public final class ProofFormatException extends DuramenException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param offset where in the text, in characters from 0
     * @param expected what should be there
     */
    public ProofFormatException(int offset, String expected) {
        super(
                "PROOF_FORMAT",
                "not a proof: expected " + expected + " at character " + offset,
                Map.of("offset", offset, "expected", expected),
                "make the proof again with duramen prove",
                null);
    }
}
