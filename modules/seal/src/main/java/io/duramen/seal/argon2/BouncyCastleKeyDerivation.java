// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.argon2;

import io.duramen.base.Feature;
import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle's low-level interface: plain Java, one thread, the memory it costs taken from the heap. */
public final class BouncyCastleKeyDerivation implements KeyDerivation {
    private static final int LEAST_SALT = 16;
    private static final int LEAST_LENGTH = 16;

    /** RFC 9106, section 5.3. */
    private static final String RFC_9106_TAG = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659";

    /** Creates the provider. */
    public BouncyCastleKeyDerivation() {}

    @Override
    public String name() {
        return "bouncy-castle";
    }

    @Override
    public int priority() {
        return BUILT_IN;
    }

    @Override
    public boolean isAvailable() {
        return failure().isEmpty();
    }

    @Override
    public List<Feature> probe() {
        String failure = failure();
        return failure.isEmpty()
                ? List.of(Feature.supported("argon2id", "the RFC 9106 test vector passes"))
                : List.of(Feature.unsupported("argon2id", failure, "put bcprov-jdk18on 1.78 or later on the path"));
    }

    @Override
    public byte[] argon2id(
            byte[] password, byte[] salt, byte[] secret, byte[] associatedData, Argon2Cost cost, int length) {
        if (salt.length < LEAST_SALT || length < LEAST_LENGTH) {
            throw new IllegalArgumentException("Argon2 needs a salt of at least " + LEAST_SALT
                    + " bytes and gives a key of at least " + LEAST_LENGTH + "; asked for " + salt.length + " and "
                    + length);
        }
        refuseWhatDoesNotFit(cost);
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKiB())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .withSecret(secret)
                .withAdditional(associatedData)
                .build();
        byte[] key = new byte[length];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            generator.generateBytes(password, key);
            return key;
        } catch (OutOfMemoryError full) {
            throw heapTooSmall(cost, full);
        } finally {
            parameters.clear();
        }
    }

    private static void refuseWhatDoesNotFit(Argon2Cost cost) {
        if (cost.memoryKiB() * 1024L > Runtime.getRuntime().maxMemory()) {
            throw heapTooSmall(cost, null);
        }
    }

    private static SealException heapTooSmall(Argon2Cost cost, @org.jspecify.annotations.Nullable Throwable cause) {
        long have = Runtime.getRuntime().maxMemory() / 1024;
        return new SealException(
                "KDF_MEMORY",
                "deriving the key needs " + cost.memoryKiB() + " KiB of heap; the Java heap may grow to " + have
                        + " KiB",
                Map.of("expected", cost.memoryKiB(), "found", have),
                "start with a larger heap, for instance -Xmx" + (cost.memoryKiB() / 1024 * 2 + 64) + "m",
                cause);
    }

    private String failure() {
        try {
            byte[] tag =
                    argon2id(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4), new Argon2Cost(32, 3, 4), 32);
            return HexFormat.of().formatHex(tag).equals(RFC_9106_TAG)
                    ? ""
                    : "the RFC 9106 test vector gives another result";
        } catch (LinkageError missing) {
            return "Bouncy Castle is not there: " + missing;
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
