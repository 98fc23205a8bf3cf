// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final Place LOG = new Place("log", 1);
    private final ManifestCodec codec = new ManifestCodec("dir", null);

    private static Root root(int of) {
        byte[] bytes = new byte[Root.BYTES];
        Arrays.fill(bytes, (byte) of);
        return Root.of(bytes);
    }

    private static Digest32 digest(int of) {
        return Digest32.of(root(of).bytes());
    }

    private static Manifest manifest() {
        return new Manifest(
                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                digest(0x5A),
                3,
                1000,
                root(0x11),
                42,
                1001,
                null,
                digest(0x22),
                List.of(new CheckpointFile(CheckpointFile.Kind.BASE, 3, 4096, digest(0x33))));
    }

    private static Manifest manifest(CheckpointFile... files) {
        return manifest().heldIn(9, List.of(files), digest(0x22));
    }

    private static CheckpointFile base(long generation) {
        return new CheckpointFile(CheckpointFile.Kind.BASE, generation, 4096, digest(0x33));
    }

    private static CheckpointFile delta(long generation) {
        return new CheckpointFile(CheckpointFile.Kind.DELTA, generation, 512, digest((int) generation));
    }

    /** The example of docs/formats/manifest.md, byte by byte. */
    @Test
    void theManifestIsLaidOutAsDocumented() {
        byte[] bytes = codec.encode(manifest());
        HexFormat hex = HexFormat.of();

        assertEquals(332, bytes.length);
        assertEquals("445552414d454e00", hex.formatHex(bytes, 0, 8));
        assertEquals("4d4e4654", hex.formatHex(bytes, 8, 12));
        assertEquals("01000000", hex.formatHex(bytes, 12, 16));
        assertEquals("4c010000", hex.formatHex(bytes, 16, 20));
        assertEquals("00000000", hex.formatHex(bytes, 20, 24));
        assertEquals("00112233445566778899aabbccddeeff", hex.formatHex(bytes, 24, 40));
        assertEquals("5a".repeat(32), hex.formatHex(bytes, 40, 72));
        assertEquals("0300000000000000", hex.formatHex(bytes, 72, 80));
        assertEquals("e803000000000000", hex.formatHex(bytes, 80, 88));
        assertEquals("11".repeat(32), hex.formatHex(bytes, 88, 120));
        assertEquals("2a00000000000000", hex.formatHex(bytes, 120, 128));
        assertEquals("e903000000000000", hex.formatHex(bytes, 128, 136));
        assertEquals("00".repeat(24), hex.formatHex(bytes, 136, 160));
        assertEquals("22".repeat(32), hex.formatHex(bytes, 160, 192));
        assertEquals("01000000", hex.formatHex(bytes, 192, 196));
        assertEquals("1e00", hex.formatHex(bytes, 196, 198));
        assertEquals(
                "ckpt/0000000000000003/base.kvs",
                new String(bytes, 198, 30, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals("0010000000000000", hex.formatHex(bytes, 228, 236));
        assertEquals("33".repeat(32), hex.formatHex(bytes, 236, 268));
        assertEquals("00".repeat(32), hex.formatHex(bytes, 300, 332));
    }

    @Test
    void aManifestIsReadAsItWasWritten() throws Exception {
        assertEquals(manifest(), codec.decode("MANIFEST", codec.encode(manifest())));
        Manifest withDeltas = manifest(base(3), delta(5), delta(6), delta(9));
        assertEquals(withDeltas, codec.decode("MANIFEST", codec.encode(withDeltas)));
    }

    @Test
    void asManyFilesAsThereMayBeFitAManifest() throws Exception {
        CheckpointFile[] files = new CheckpointFile[ManifestCodec.MAX_FILES];
        files[0] = base(1);
        for (int i = 1; i < files.length; i++) {
            files[i] = delta(1 + i);
        }
        Manifest full = manifest().heldIn(99, List.of(files), digest(0x22));
        byte[] bytes = codec.encode(full);

        assertTrue(bytes.length <= ManifestCodec.MAX_BYTES);
        assertEquals(full, codec.decode("MANIFEST", bytes));
    }

    @Test
    void filesThatAreNoBaseWithLaterDeltasAreRefused() {
        List<Manifest> wrong = List.of(
                manifest(delta(3)),
                manifest(base(3), base(4)),
                manifest(base(3), delta(3)),
                manifest(base(3), delta(5), delta(4)),
                manifest(base(3), delta(10)));
        for (Manifest manifest : wrong) {
            byte[] bytes = codec.encode(manifest);
            assertThrows(DamagedException.class, () -> codec.decode("MANIFEST", bytes), manifest::toString);
        }
    }

    @Test
    @Tag("S1.32")
    void noFlippedBitAndNoOtherLengthOfAManifestIsAccepted() {
        byte[] good = codec.encode(manifest());
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(DamagedException.class, () -> codec.decode("MANIFEST", bad));
        }
        for (int length = 0; length < 5000; length++) {
            byte[] bad = Arrays.copyOf(good, length);
            if (length != good.length) {
                assertThrows(DamagedException.class, () -> codec.decode("MANIFEST", bad));
            }
        }
    }

    @Test
    void aManifestOfANewerFormatIsToldFromADamagedOne() {
        byte[] newer = codec.encode(manifest());
        newer[12] = 2;
        byte[] digest = Bytes.sha256().digest(Arrays.copyOf(newer, newer.length - 64));
        System.arraycopy(digest, 0, newer, newer.length - 64, digest.length);

        StoreVersionException e = assertThrows(StoreVersionException.class, () -> codec.decode("MANIFEST", newer));
        assertTrue(e.getMessage().contains("format version 2"), e.getMessage());
    }

    private static TransactionRecord random(SplittableRandom random) {
        TreeMap<byte[], MerkleChange> changes = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = random.nextInt(0, 20); i > 0; i--) {
            byte[] key = new byte[random.nextInt(1, random.nextInt(10) == 0 ? 16385 : 20)];
            random.nextBytes(key);
            byte[] value = new byte[random.nextInt(0, random.nextInt(10) == 0 ? 70_000 : 50)];
            random.nextBytes(value);
            changes.put(key, random.nextInt(3) == 0 ? MerkleChange.delete(key) : MerkleChange.put(key, value));
        }
        return new TransactionRecord(
                random.nextLong(Long.MAX_VALUE), root(random.nextInt()), root(7), List.copyOf(changes.values()));
    }

    @Test
    @Tag("S1.01")
    void anyTransactionIsReadAsItWasWritten() {
        Seeds.run(200, random -> {
            TransactionRecord record = random(random);
            ByteBuffer payload = record.encode();
            TransactionRecord read = TransactionRecord.decode(LOG, payload.asReadOnlyBuffer());

            assertEquals(TransactionRecord.size(record.changes()), payload.remaining());
            assertEquals(record.lsn(), read.lsn());
            assertEquals(record.before(), read.before());
            assertEquals(record.after(), read.after());
            assertEquals(record.changes().size(), read.changes().size());
            for (int i = 0; i < read.changes().size(); i++) {
                assertArrayEquals(
                        record.changes().get(i).key(), read.changes().get(i).key());
                if (record.changes().get(i).value() == null) {
                    assertNull(read.changes().get(i).value());
                } else {
                    assertArrayEquals(
                            record.changes().get(i).value(),
                            read.changes().get(i).value());
                }
            }
        });
    }

    /** Whatever the bytes, decoding ends in a transaction or in one of two exceptions, without allocating what is not there. */
    @Test
    void noBytesMakeDecodingFailInAnyOtherWay() {
        Seeds.run(2000, random -> {
            ByteBuffer payload = random(random).encode();
            byte[] bytes = new byte[random.nextInt(payload.remaining() + 1)];
            payload.get(bytes);
            for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(Math.min(bytes.length, 120))] = (byte) random.nextInt();
            }
            try {
                TransactionRecord.decode(LOG, ByteBuffer.wrap(bytes));
            } catch (DamagedException | StoreVersionException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("log"));
            }
        });
    }

    @Test
    @Tag("S1.01")
    void partsAndTheirCommitAreReadAsTheyWereWritten() {
        Seeds.run(100, random -> {
            TransactionRecord whole = random(random);
            PartRecord part = new PartRecord(whole.lsn(), random.nextInt(1000), whole.changes());
            PartRecord read = PartRecord.decode(LOG, part.encode().asReadOnlyBuffer());
            TransactionRecord commit = new TransactionRecord(
                    whole.lsn(), whole.before(), whole.after(), random.nextInt(1, 1000), List.of());

            assertEquals(part.lsn(), read.lsn());
            assertEquals(part.index(), read.index());
            assertEquals(part.changes().size(), read.changes().size());
            assertEquals(commit, TransactionRecord.decode(LOG, commit.encode()));
        });
    }

    @Test
    void noBytesMakeDecodingAPartFailInAnyOtherWay() {
        Seeds.run(2000, random -> {
            ByteBuffer payload = new PartRecord(7, 3, random(random).changes()).encode();
            byte[] bytes = new byte[random.nextInt(payload.remaining() + 1)];
            payload.get(bytes);
            for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(Math.min(bytes.length, 60))] = (byte) random.nextInt();
            }
            try {
                PartRecord.decode(LOG, ByteBuffer.wrap(bytes));
            } catch (DamagedException | StoreVersionException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("log"));
            }
        });
    }

    @Test
    @Tag("S1.32")
    void noFlippedBitAndNoOtherLengthOfARootIsAccepted() throws Exception {
        RootCodec roots = new RootCodec(null);
        RootRecord record = new RootRecord(manifest().storeId(), 3, 1000, root(0x11));
        byte[] good = roots.encode(record);
        assertEquals(record, roots.decode("ROOT", good));
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(DamagedException.class, () -> roots.decode("ROOT", bad));
        }
        for (int length = 0; length < 400; length++) {
            byte[] bad = Arrays.copyOf(good, length);
            if (length != good.length) {
                assertThrows(DamagedException.class, () -> roots.decode("ROOT", bad));
            }
        }
    }

    @Test
    void aRootOfANewerFormatIsToldFromADamagedOne() {
        RootCodec roots = new RootCodec(null);
        byte[] newer = roots.encode(new RootRecord(manifest().storeId(), 3, 1000, root(0x11)));
        newer[12] = 2;
        byte[] digest = Bytes.sha256().digest(Arrays.copyOf(newer, 88));
        System.arraycopy(digest, 0, newer, 88, digest.length);

        assertThrows(StoreVersionException.class, () -> roots.decode("ROOT", newer));
    }

    @Test
    void keysOutOfOrderAndTwiceAreRefused() {
        List<MerkleChange> down = new ArrayList<>();
        down.add(MerkleChange.delete(new byte[] {2}));
        down.add(MerkleChange.delete(new byte[] {1}));
        List<MerkleChange> twice = List.of(MerkleChange.delete(new byte[] {2}), MerkleChange.delete(new byte[] {2}));
        for (List<MerkleChange> changes : List.of(down, twice)) {
            ByteBuffer payload = new TransactionRecord(1, root(1), root(2), changes).encode();
            assertThrows(DamagedException.class, () -> TransactionRecord.decode(LOG, payload));
        }
    }
}
