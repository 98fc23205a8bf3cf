// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Argon2id by the C reference implementation, through argon2-jvm (LGPL-3.0, a jar of its own that can be replaced).
 *
 * <p>It is never chosen by itself: ask for it by its name, {@code argon2-jvm}. The plain Java one needs no native code and gives
 * the same keys.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.kdf.jna {
    requires static org.jspecify; // annotations only; not needed at run time
    requires io.duramen.crypto;
    requires io.duramen.natives;
    requires com.sun.jna;
    requires de.mkammerer.argon2.nolibs;

    provides io.duramen.crypto.spi.KeyDerivation with
            io.duramen.kdf.jna.NativeKeyDerivation;
}
