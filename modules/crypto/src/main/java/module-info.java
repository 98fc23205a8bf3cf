// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The encryption service interface: what the log and the store ask of whoever seals their data. Holds no implementation.
 *
 * <p>Start with {@link io.duramen.crypto.Sealing}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.crypto {
    requires transitive io.duramen.base;
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.crypto;
    exports io.duramen.crypto.spi;

    uses io.duramen.crypto.spi.KeyDerivation;
    uses io.duramen.crypto.spi.SecretMemoryProvider;

    provides io.duramen.crypto.spi.SecretMemoryProvider with
            io.duramen.crypto.jdk.JdkSecretMemoryProvider;
}
