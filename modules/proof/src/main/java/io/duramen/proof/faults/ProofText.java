// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a proof that a key has a value; an altered one is refused, or it proves nothing it did not prove before. */
final class ProofText implements Decoder {
    private static final String FILE = "proof.json";

    private final MerkleMap map =
            MerkleMap.empty(new byte[MerkleMap.SALT_BYTES]).with(changes());
    private final Root root = map.root();

    private static List<MerkleChange> changes() {
        return java.util.stream.IntStream.range(0, 40)
                .mapToObj(n -> MerkleChange.put(key(n), TrialLog.small(n).array()))
                .toList();
    }

    private static byte[] key(int n) {
        return ("key " + n).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public List<byte[]> samples() {
        return List.of(
                map.prove(key(7)).toJson().getBytes(StandardCharsets.UTF_8),
                map.prove(key(700)).toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] mended(byte[] input) {
        return input.clone();
    }

    @Override
    public SimDisk image(byte[] input) {
        SimDisk disk = SimDisk.create();
        StorePart.write(disk, FILE, input);
        return disk;
    }

    @Override
    public void decode(Storage storage) {
        MerkleProof proof = MerkleProof.parse(KeyringFile.text(storage, FILE));
        if (proof.verify(root)) {
            var entry = map.find(proof.key());
            byte[] value = entry == null ? null : entry.value();
            if (!java.util.Arrays.equals(value, proof.value())) {
                throw new AssertionError("a false proof was taken for a true one: " + proof.toJson());
            }
        }
    }
}
