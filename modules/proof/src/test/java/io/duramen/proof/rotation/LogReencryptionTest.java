// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.ReencryptionReport;
import io.duramen.crypto.RotationReport;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogReader;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What re-encrypting a log leaves, and what it keeps from whoever had its keys. */
class LogReencryptionTest {
    private static final String FIRST = "wal/0000000000000001.seg";
    private static final int HEADER = 8192;

    private final TestKeys keys = new TestKeys();
    private final SimDisk disk = SimDisk.create();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Test
    @Tag("S3.20")
    void everyRecordIsThereAfterwardsUnderKeysOfNow() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            int segments = log.segments().size();
            ReencryptionReport report = Rotated.rotation(keyring, log).reencrypt("a drill");

            Rotated.requireComplete(keyring, report.rotation());
            assertEquals(List.of(), report.left());
            assertEquals(segments, report.reencrypted());
            Rotated.append(log);
            Rotated.requireRecords(log);
        }
        Keyring again = keys.unlock(disk);
        try (WriteAheadLog log = WriteAheadLog.open(disk, Rotated.options(again))) {
            assertTrue(log.recovery().cleanShutdown());
            Rotated.requireRecords(log);
        }
    }

    /**
     * Whoever copied the keyring and every wrapped key before gets the disk afterwards. He puts what stands behind the headers
     * under the headers he has: had the keys only been re-wrapped, he would read all of it.
     */
    @Test
    @Tag("S3.20")
    void whoHasEveryKeyOfBeforeReadsNothingThatIsThereAfterwards() {
        Keyring keyring = keys.create(disk);
        filled(keyring).close();
        SimDisk stolen = copyOf(disk);
        try (TestKeys thief = new TestKeys()) {
            WalOptions old = Rotated.options(thief.unlock(stolen));
            try (WriteAheadLog log = WriteAheadLog.open(disk, Rotated.options(keyring))) {
                Rotated.rotation(keyring, log).rotate("only re-wrapped");
                Rotated.requireRecords(WriteAheadLog.openReadOnly(underHeadersOf(stolen), old));

                assertEquals(
                        List.of(),
                        Rotated.rotation(keyring, log).reencrypt("a drill").left());
                requireUnreadable(underHeadersOf(stolen), old);
                requireUnreadable(copyOf(disk), old);
            }
        }
        Set<ByteBuffer> before = pieces(stolen);
        Set<ByteBuffer> after = pieces(disk);
        after.retainAll(before);
        assertEquals(Set.of(), after, "what was sealed before is there unchanged");
    }

    /** What is re-encrypted is not wrapped over and over: it is sealed once as it was written, and once under a key of now. */
    @Test
    void aSecondTimeTakesNoMoreSpaceAndAnOrdinaryRotationGoesOnAsEver() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            Rotated.rotation(keyring, log).reencrypt("once");
            byte[] once = disk.bytes(FIRST);
            assertEquals(
                    List.of(), Rotated.rotation(keyring, log).reencrypt("twice").left());
            byte[] twice = disk.bytes(FIRST);
            assertEquals(once.length, twice.length);
            assertFalse(Arrays.equals(once, HEADER, once.length, twice, HEADER, twice.length));

            Rotated.requireComplete(keyring, Rotated.rotation(keyring, log).rotate("only re-wrapped"));
            byte[] wrapped = disk.bytes(FIRST);
            assertTrue(Arrays.equals(twice, HEADER, twice.length, wrapped, HEADER, wrapped.length));
            Rotated.requireRecords(log);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, Rotated.options(keys.unlock(disk)))) {
            Rotated.requireRecords(log);
        }
    }

    @Test
    void whatWasOnlyReWrappedIsStillOld() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            int segments = log.segments().size();
            RotationReport rotated = Rotated.rotation(keyring, log).rotate("only re-wrapped");
            assertEquals(segments, rotated.use().older().size());
            ReencryptionReport report = Rotated.rotation(keyring, log).resumeReencryption();
            assertEquals(segments, report.reencrypted());
            assertEquals(List.of(), report.left());
        }
    }

    @Test
    void nothingIsDoneTwice() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            Rotated.rotation(keyring, log).reencrypt("a drill");
            ReencryptionReport again = Rotated.rotation(keyring, log).resumeReencryption();
            assertEquals(0, again.reencrypted());
            assertEquals(0, again.rotation().rewrapped());
            assertTrue(again.isComplete());
        }
    }

    @Test
    void aReaderInTheMiddleOfASegmentGoesOn() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring);
                LogReader reader = log.read(1)) {
            var records = reader.iterator();
            assertEquals(1, records.next().lsn());
            Rotated.rotation(keyring, log).reencrypt("a drill");
            for (long lsn = 2; lsn <= log.durableLsn(); lsn++) {
                assertEquals(
                        ByteBuffer.wrap(Rotated.payload(lsn)), records.next().payload());
            }
        }
    }

    @Test
    void eitherBlockOfTheHeaderIsEnough() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            Rotated.rotation(keyring, log).reencrypt("a drill");
            for (int block = 0; block < 2; block++) {
                byte[] kept = disk.bytes(FIRST);
                disk.noise(FIRST, block * 4096L, 4096, 1);
                Rotated.requireRecords(log);
                disk.overwrite(FIRST, 0, Arrays.copyOf(kept, HEADER));
            }
        }
    }

    /** What is damaged is not wrapped in good seals: it stays, and is told, and so is what was put aside. */
    @Test
    void aDamagedSegmentStaysAsItIsAndIsNamed() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            disk.noise(FIRST, HEADER + 300, 8, 1);
            byte[] damaged = disk.bytes(FIRST);
            ReencryptionReport report = Rotated.rotation(keyring, log).reencrypt("a drill");

            assertEquals(1, report.left().size(), report::toString);
            assertTrue(report.left().get(0).endsWith(FIRST), report::toString);
            byte[] now = disk.bytes(FIRST);
            assertTrue(Arrays.equals(damaged, HEADER, damaged.length, now, HEADER, now.length));
        }
    }

    @Test
    @Tag("S3.18")
    void damageAndTamperingAreFound() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            Rotated.rotation(keyring, log).reencrypt("a drill");
        }
        byte[] whole = disk.bytes(FIRST);
        disk.noise(FIRST, HEADER + 500, 8, 1);
        CorruptLogException damaged =
                assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, Rotated.options(keyring)));
        assertEquals("LOG_CORRUPT", damaged.code());

        byte[] altered = whole.clone();
        altered[HEADER + 500] ^= 1;
        ByteBuffer.wrap(altered).order(ByteOrder.LITTLE_ENDIAN).putInt(HEADER, checksumOfTheFirstChunk(altered));
        disk.overwrite(FIRST, 0, altered);
        assertThrows(TamperedLogException.class, () -> WriteAheadLog.open(disk, Rotated.options(keyring)));

        disk.overwrite(FIRST, 0, whole);
        WriteAheadLog.open(disk, Rotated.options(keyring)).close();
    }

    private static int checksumOfTheFirstChunk(byte[] segment) {
        CRC32C crc = new CRC32C();
        crc.update(segment, HEADER + 8, Math.min((16 << 10) + 24, segment.length - HEADER - 8 - 4));
        return (int) crc.getValue();
    }

    /** Not even how its records are grouped can be seen. */
    @Test
    void withoutAKeyItIsRefused() {
        Keyring keyring = keys.create(disk);
        try (WriteAheadLog log = filled(keyring)) {
            Rotated.rotation(keyring, log).reencrypt("a drill");
        }
        assertThrows(
                KeyRefusedException.class,
                () -> WriteAheadLog.openReadOnly(disk, WalOptions.builder().build()));
    }

    private WriteAheadLog filled(Keyring keyring) {
        WriteAheadLog log = WriteAheadLog.create(disk, Rotated.options(keyring));
        for (int i = 0; i < 8; i++) {
            Rotated.append(log);
        }
        return log;
    }

    /** What the disk has now behind the headers of before. */
    private SimDisk underHeadersOf(SimDisk stolen) {
        SimDisk both = copyOf(stolen);
        for (String name : stolen.files().keySet()) {
            if (name.endsWith(".seg")) {
                byte[] now = disk.bytes(name);
                byte[] header = Arrays.copyOf(stolen.bytes(name), HEADER);
                both.delete(name);
                write(both, name, now);
                both.overwrite(name, 0, header);
            }
        }
        return both;
    }

    private static void requireUnreadable(SimDisk disk, WalOptions options) {
        assertThrows(io.duramen.base.DuramenException.class, () -> {
            ReadableLog log = WriteAheadLog.openReadOnly(disk, options);
            if (log.recovery().damage() != null) {
                throw log.recovery().damage();
            }
        });
    }

    /** What is stored behind headers, in pieces at the places at which frames begin. */
    private static Set<ByteBuffer> pieces(SimDisk of) {
        Set<ByteBuffer> pieces = new HashSet<>();
        for (String name : of.files().keySet()) {
            if (name.endsWith(".seg")) {
                byte[] bytes = of.bytes(name);
                for (int at = HEADER; at + 32 <= bytes.length; at += 8) {
                    ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + 32));
                    if (isSealed(bytes, at)) {
                        pieces.add(piece);
                    }
                }
            }
        }
        return pieces;
    }

    /** Of what is in clear, such as a LINK, much is zero. */
    private static boolean isSealed(byte[] bytes, int at) {
        int zeros = 0;
        for (int i = at; i < at + 32; i++) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros < 8;
    }

    private static SimDisk copyOf(SimDisk from) {
        SimDisk to = SimDisk.create();
        to.createDirectory("wal");
        for (String name : from.files().keySet()) {
            write(to, name, from.bytes(name));
        }
        return to;
    }

    private static void write(SimDisk to, String name, byte[] bytes) {
        try (StorageFile file = to.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
            file.force(true);
        }
    }
}
