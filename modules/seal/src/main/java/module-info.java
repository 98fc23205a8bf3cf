// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Sealing at rest: a keyring that a password opens, keys for segments and files under it, AES-256-GCM by the JDK, Argon2 by
 * Bouncy Castle.
 *
 * <p>Start with {@link io.duramen.seal.Keyring}. The formats stand byte by byte in {@code docs/formats/keyring.md}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.seal {
    requires transitive io.duramen.crypto;
    requires transitive io.duramen.storage;
    requires transitive io.duramen.wal;
    requires static transitive org.jspecify; // annotations only; not needed at run time
    requires org.bouncycastle.provider;
    requires tools.jackson.core;

    exports io.duramen.seal;

    provides io.duramen.crypto.spi.KeyDerivation with
            io.duramen.seal.argon2.BouncyCastleKeyDerivation;
}
