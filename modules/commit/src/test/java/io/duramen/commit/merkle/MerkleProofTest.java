// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MerkleProofTest {
    private static final byte[] SALT = bytes("a salt of thirty-two byte, plain");

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static MerkleMap numbered(int count) {
        List<MerkleChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(MerkleChange.put(bytes("key-" + i), bytes("value-" + i)));
        }
        return MerkleMap.empty(SALT).with(changes);
    }

    @Test
    void whatIsThereIsProvenWithItsValue() {
        for (int count : new int[] {1, 8, 9, 100, 1000}) {
            MerkleMap map = numbered(count);
            for (int i = 0; i < count; i++) {
                MerkleProof proof = map.prove(bytes("key-" + i));

                assertTrue(proof.verify(map.root()));
                assertArrayEquals(bytes("value-" + i), proof.value());
                assertEquals(count, proof.count());
            }
        }
    }

    @Test
    void whatIsNotThereIsProvenAbsent() {
        for (int count : new int[] {0, 1, 8, 9, 100, 1000}) {
            MerkleMap map = numbered(count);
            for (int i = 0; i < 100; i++) {
                MerkleProof proof = map.prove(bytes("nobody-" + i));

                assertTrue(proof.verify(map.root()));
                assertNull(proof.value());
            }
        }
    }

    @Test
    @Tag("S1.32")
    void aProofOfOneVersionIsRefusedByTheRootOfEveryOther() {
        MerkleMap map = numbered(100);
        MerkleProof proof = map.prove(bytes("key-5"));

        assertFalse(proof.verify(map.put(bytes("key-99"), bytes("other")).root()));
        assertFalse(proof.verify(map.put(bytes("one more"), bytes("")).root()));
        assertFalse(proof.verify(map.delete(bytes("key-98")).root()));
    }

    @Test
    void aProofFromAMapOfTheForgersOwnIsRefused() {
        MerkleMap map = numbered(100);
        MerkleMap forgery = map.put(bytes("key-5"), bytes("mine"));
        MerkleProof proof = forgery.prove(bytes("key-5"));

        assertTrue(proof.verify(forgery.root()));
        assertFalse(proof.verify(map.root()));
    }

    @Test
    void anotherValueIsRefused() {
        MerkleProof p = numbered(100).prove(bytes("key-5"));

        assertRefused(new MerkleProof(p.salt, p.count, p.key, bytes("value-6"), p.siblings, p.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, new byte[0], p.siblings, p.bucket));
    }

    @Test
    void absenceOfWhatIsThereCannotBeShownByDenyingIt() {
        MerkleProof p = numbered(100).prove(bytes("key-5"));
        List<byte[]> without = new ArrayList<>(p.bucket);
        without.removeIf(leaf -> Arrays.equals(Arrays.copyOf(leaf, 32), new Hasher(SALT).key(bytes("key-5"))));

        assertRefused(new MerkleProof(p.salt, p.count, p.key, null, p.siblings, p.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, null, p.siblings, without));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, null, p.siblings, List.of()));
    }

    /** With a salt of his choice a forger could send any key down any path; the root covers the salt against it. */
    @Test
    void absenceOfWhatIsThereCannotBeShownWithAnotherSalt() {
        MerkleMap map = numbered(100);
        MerkleProof elsewhere = map.prove(bytes("nobody"));
        byte[] salt = SALT.clone();
        int onThePath = 0;
        for (int i = 0; i < 2000; i++) {
            salt[0]++;
            salt[1] += (byte) (salt[0] == 0 ? 1 : 0);
            byte[] keyHash = new Hasher(salt).key(bytes("key-5"));
            byte[] wanted = new Hasher(SALT).key(bytes("nobody"));
            if (Path.samePrefix(keyHash, wanted, elsewhere.siblings.size())) {
                onThePath++;
                assertFalse(
                        new MerkleProof(salt.clone(), 100, bytes("key-5"), null, elsewhere.siblings, elsewhere.bucket)
                                .verify(map.root()));
            }
        }
        assertTrue(onThePath > 10, "salts that lead the key to the other's bucket: " + onThePath);
    }

    @Test
    void anotherPathIsRefused() {
        MerkleMap map = numbered(100);
        MerkleProof p = map.prove(bytes("key-5"));
        MerkleProof other = map.prove(bytes("key-6"));
        List<byte[]> shorter = p.siblings.subList(0, p.siblings.size() - 1);
        List<byte[]> longer = new ArrayList<>(p.siblings);
        longer.add(new byte[32]);
        List<byte[]> turned = new ArrayList<>(p.siblings);
        Collections.reverse(turned);

        assertRefused(new MerkleProof(p.salt, p.count, p.key, p.value, shorter, p.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, p.value, longer, p.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, p.value, turned, p.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, null, other.siblings, other.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, other.value, other.siblings, other.bucket));
    }

    @Test
    void anotherCountAnUnsortedBucketAndTooMuchOfAnythingAreRefused() {
        MerkleProof p = numbered(100).prove(bytes("key-5"));
        List<byte[]> turned = new ArrayList<>(p.bucket);
        Collections.reverse(turned);
        List<byte[]> deep = Collections.nCopies(257, new byte[32]);
        List<byte[]> full = Collections.nCopies(9, new byte[64]);

        assertTrue(p.bucket.size() > 1);
        assertRefused(new MerkleProof(p.salt, 101, p.key, p.value, p.siblings, p.bucket));
        assertRefused(new MerkleProof(p.salt, 0, p.key, p.value, p.siblings, p.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, p.value, p.siblings, turned));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, p.value, deep, p.bucket));
        assertRefused(new MerkleProof(p.salt, p.count, p.key, p.value, p.siblings, full));
    }

    private static void assertRefused(MerkleProof forged) {
        assertFalse(forged.verify(numbered(100).root()));
    }

    @Test
    void theWrittenFormIsReadBackAndStillProves() {
        MerkleMap map = numbered(100);
        for (String key : List.of("key-5", "nobody")) {
            MerkleProof proof = map.prove(bytes(key));
            MerkleProof read = MerkleProof.parse(proof.toJson());

            assertTrue(read.verify(map.root()));
            assertEquals(proof.toJson(), read.toJson());
            assertTrue(MerkleProof.parse(proof.toJson().replaceAll("\\s", "")).verify(map.root()));
        }
        MerkleProof none = MerkleMap.empty(SALT).prove(bytes("a"));
        assertTrue(MerkleProof.parse(none.toJson()).verify(MerkleMap.empty(SALT).root()));
    }

    @Test
    void noChangedCharacterOfTheWrittenFormProvesAnythingElse() {
        MerkleMap map = numbered(30);
        MerkleProof proof = map.prove(bytes("key-5"));
        String json = proof.toJson();
        Random random = new Random(1);
        int refusedByForm = 0;
        for (int i = 0; i < json.length(); i++) {
            char[] changed = json.toCharArray();
            changed[i] = "0123456789abcdef\"[]{}:, n\\".charAt(random.nextInt(26));
            try {
                MerkleProof read = MerkleProof.parse(new String(changed));
                if (read.verify(map.root())) {
                    assertEquals(json, read.toJson());
                }
            } catch (ProofFormatException e) {
                refusedByForm++;
            }
        }
        assertTrue(refusedByForm > 0);
    }

    @Test
    void anyOtherTextIsRefusedWithThePlace() {
        String good = numbered(30).prove(bytes("key-5")).toJson();
        for (String bad : List.of(
                "",
                "{",
                "null",
                good + "x",
                good.replace("duramen-proof-1", "duramen-proof-2"),
                good.replace("\"count\": 30", "\"count\": -1"),
                good.replace("\"count\": 30", "\"count\": 030"),
                good.replace("\"count\": 30", "\"count\": 99999999999999999999"),
                good.replace("\"count\"", "\"Count\""),
                good.replace("\"salt\": \"", "\"salt\": \"00"),
                good.replace("\"key\": \"", "\"key\": \"0"),
                good.replace("\"bucket\": [", "\"bucket\": [,"),
                good.substring(0, good.length() - 3))) {
            ProofFormatException e = assertThrows(ProofFormatException.class, () -> MerkleProof.parse(bad), bad);
            assertTrue(e.getMessage().contains("at character"), e.getMessage());
        }
    }
}
