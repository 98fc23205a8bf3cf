// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto.spi;

import io.duramen.base.Provider;

/** Gives memory for long-lived secrets, protected as well as the system allows. */
public interface SecretMemoryProvider extends Provider {

    /**
     * Copies a secret into protected memory.
     *
     * @param secret the secret; the caller wipes the array afterwards
     * @return the protected secret
     */
    SecretMemory protect(byte[] secret);
}
