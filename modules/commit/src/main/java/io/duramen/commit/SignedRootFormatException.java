// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A text is not a signed root. */
public final class SignedRootFormatException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param expected what should be there
     */
    public SignedRootFormatException(String expected) {
        super(
                "SIGNED_ROOT_FORMAT",
                "not a signed root: expected " + expected,
                Map.of("expected", expected),
                "sign the root again with duramen root DIR --sign FILE",
                null);
    }
}
