// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/**
 * Signs roots. Whoever holds the key implements this, for instance with a token or a service that never lets the key out;
 * {@link Ed25519Signer} does it with a key in memory.
 */
@FunctionalInterface
public interface RootSigner {

    /**
     * Signs a message with Ed25519 (RFC 8032), not hashed before.
     *
     * @param message the message; not changed
     * @return the signature, {@value SignedRoot#SIGNATURE_BYTES} bytes
     */
    byte[] sign(byte[] message);
}
