// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

/** A copy of the keyring file cannot be read; says why in half a sentence for the report. Never leaves this module. */
public final class MalformedKeyringException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedKeyringException(String reason) {
        super(reason);
    }

    MalformedKeyringException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /**
     * Returns why.
     *
     * @return half a sentence
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
