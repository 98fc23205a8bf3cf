// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.kdf.jna;

import io.duramen.base.Feature;
import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.natives.NativeAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id by the C reference implementation, several threads, its memory outside the heap. It gives the keys that Bouncy Castle
 * gives, faster; but where memory is short the C code can take the JVM down with it, so it is taken only when named.
 *
 * <p>Before each derivation the memory it needs is compared with what the system has, where the system tells, and one is made
 * at a time.
 */
public final class NativeKeyDerivation implements KeyDerivation {
    /** The most memory of one derivation, in KiB: 1 GiB. Keys that cost more are left to the plain Java provider. */
    static final int MAX_MEMORY_KIB = 1024 * 1024;

    private static final int LEAST_SALT = 16;
    private static final int LEAST_LENGTH = 16;
    private static final long SPARE_KIB = 64 * 1024;

    /** Creates the provider. */
    public NativeKeyDerivation() {}

    @Override
    public String name() {
        return "argon2-jvm";
    }

    @Override
    public int priority() {
        return BY_NAME;
    }

    @Override
    public boolean isAvailable() {
        return NativeArgon2.access() instanceof NativeAccess.Granted;
    }

    @Override
    public List<Feature> probe() {
        NativeAccess access = NativeArgon2.access();
        List<Feature> features = new ArrayList<>(access.features());
        if (access instanceof NativeAccess.Refused refused) {
            features.add(Feature.unsupported("argon2id", refused.reason(), refused.remedy()));
        } else {
            features.add(Feature.supported("argon2id", "the RFC 9106 test vector passes; from " + NativeArgon2.file()));
        }
        return features;
    }

    @Override
    public byte[] argon2id(
            byte[] password, byte[] salt, byte[] secret, byte[] associatedData, Argon2Cost cost, int length) {
        if (salt.length < LEAST_SALT || length < LEAST_LENGTH) {
            throw new IllegalArgumentException("Argon2 needs a salt of at least " + LEAST_SALT
                    + " bytes and gives a key of at least " + LEAST_LENGTH + "; asked for " + salt.length + " and "
                    + length);
        }
        if (NativeArgon2.access() instanceof NativeAccess.Refused refused) {
            throw new SealException(
                    "KDF_UNAVAILABLE",
                    "the key derivation argon2-jvm cannot be used: " + refused.reason(),
                    Map.of("provider", name(), "found", refused.reason()),
                    refused.remedy(),
                    null);
        }
        refuseWhatDoesNotFit(cost, AvailableMemory.kib());
        try {
            return NativeArgon2.hash(password, salt, secret, associatedData, cost, length);
        } catch (IllegalStateException failed) {
            throw tooLittle(cost, "the C code says: " + failed.getMessage(), failed);
        }
    }

    /** Asks before the C code does: it may get memory that is not there, and dies of it later. */
    static void refuseWhatDoesNotFit(Argon2Cost cost, OptionalLong availableKiB) {
        if (cost.memoryKiB() > MAX_MEMORY_KIB) {
            throw tooLittle(cost, "this provider takes at most " + MAX_MEMORY_KIB + " KiB", null);
        }
        if (availableKiB.isPresent() && cost.memoryKiB() + SPARE_KIB > availableKiB.getAsLong()) {
            throw tooLittle(cost, "the system has " + availableKiB.getAsLong() + " KiB", null);
        }
    }

    private static SealException tooLittle(Argon2Cost cost, String found, @Nullable Throwable cause) {
        return new SealException(
                "KDF_MEMORY",
                "deriving the key needs " + cost.memoryKiB() + " KiB outside the heap; " + found,
                Map.of("expected", cost.memoryKiB(), "found", found),
                "free memory, or use the provider bouncy-castle; duramen doctor shows both",
                cause);
    }
}
