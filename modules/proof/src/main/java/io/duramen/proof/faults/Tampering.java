// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.testkit.Operation;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A full sealed segment of 64 KiB between two others, of which somebody without the keys alters one bit: as it stands, and with
 * every checksum behind it made to fit, which needs no key. Where a frame stands that must be refused with nothing changed;
 * elsewhere it may also be harmless, with every record there and right.
 */
final class Tampering implements Suite {
    static final int BYTES = WalOptions.MIN_SEGMENT_BYTES;

    /** Odd, so that as many steps as there are bytes come to each byte once. */
    private static final int STEP = 40_503;

    private static final String SEGMENT = "wal/0000000000000002.seg";
    private static final long SALT = 9;

    @Override
    public String name() {
        return "tamper";
    }

    @Override
    public String what() {
        return "one bit of a full sealed segment of 64 KiB altered, and the checksums made to fit: refused, or in no frame";
    }

    /** Bits altered: the first 65,536 are one of each byte, eight times as many are all. */
    @Override
    public long build() {
        return 512;
    }

    @Override
    public long nightly() {
        return BYTES;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        try (Keyring keyring = keyring()) {
            Victim victim = Victim.written(keyring);
            LongStream.range(0, Math.min(8L * BYTES, cases)).parallel().forEach(number -> {
                int at = at(number);
                int bit = bit(number);
                outcomes.add("as it stands: " + victim.judge(victim.altered(at, bit), at, bit));
                if (victim.isInAFrame(at)) {
                    byte[] mended = victim.mended(victim.altered(at, bit), at);
                    outcomes.add("checksums made to fit: "
                            + (Arrays.equals(mended, victim.segment)
                                    ? "the alteration mended with them"
                                    : victim.judge(mended, at, bit)));
                }
            });
        }
    }

    /** The byte that a case alters. */
    static int at(long number) {
        return (int) (number * STEP % BYTES);
    }

    /** The bit of it. */
    static int bit(long number) {
        return (int) ((number / BYTES + at(number)) % 8);
    }

    private static Keyring keyring() {
        KeyringOptions quick = KeyringOptions.defaults().withInsecureCostForTests(new Argon2Cost(8, 1, 1));
        try (Unlock password = Unlock.password("tamper".toCharArray())) {
            return Keyring.create(SimDisk.create(), password, quick);
        }
    }

    /** A log of three segments that was closed in order; the one in the middle is full, and altered. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Victim(Keyring keyring, SimDisk disk, byte[] segment, long used, long records) {

        static Victim written(Keyring keyring) {
            SimDisk disk = SimDisk.create();
            long number = 0;
            long used;
            try (WriteAheadLog log = WriteAheadLog.create(disk, options(keyring))) {
                while (log.segments().size() < 3) {
                    log.append(TrialLog.small(++number));
                }
                log.append(TrialLog.small(++number));
                SegmentInfo full = log.segments().get(1);
                used = full.usedBytes();
                if (!full.file().endsWith(SEGMENT) || used < BYTES - 2 * SealedFrames.LARGEST) {
                    throw new AssertionError("not a full segment: " + full);
                }
            }
            return new Victim(keyring, disk, disk.bytes(SEGMENT), used, number);
        }

        private static WalOptions options(Keyring keyring) {
            return TrialLog.options(Durability.WAL, SALT)
                    .sealing(keyring)
                    .anchor(Anchor.none())
                    .build();
        }

        boolean isInAFrame(int at) {
            return at >= SealedFrames.START && at < used;
        }

        byte[] altered(int at, int bit) {
            byte[] altered = segment.clone();
            altered[at] ^= (byte) (1 << bit);
            return altered;
        }

        byte[] mended(byte[] altered, int at) {
            return SealedFrames.mend(altered, segment, at);
        }

        String judge(byte[] altered, int at, int bit) {
            SimDisk damaged = disk.crash(0);
            damaged.overwrite(SEGMENT, 0, altered);
            long changes = changes(damaged);
            try (WriteAheadLog log = WriteAheadLog.open(damaged, options(keyring))) {
                if (isInAFrame(at) || log.firstLsn() != 1 || log.durableLsn() != records) {
                    throw violation(at, bit, "opened with records " + log.firstLsn() + " to " + log.durableLsn(), null);
                }
                TrialLog.requireSmall(log);
                return "harmless, in no frame";
            } catch (CorruptLogException | LogVersionException | SealException refused) {
                if (changes(damaged) != changes) {
                    throw violation(at, bit, "refused, and something changed all the same", refused);
                }
                return refused instanceof TamperedLogException ? "refused as tampering" : "refused as damage";
            } catch (RuntimeException other) {
                throw violation(at, bit, "an error that is none of the log's", other);
            }
        }

        private static AssertionError violation(int at, int bit, String what, @Nullable Throwable cause) {
            return new AssertionError("byte " + at + " of " + SEGMENT + ", bit " + bit + ": " + what, cause);
        }

        /** What was ever done to the disk but take the lock. */
        private static long changes(SimDisk disk) {
            return disk.operations() - disk.count(Operation.Kind.LOCK);
        }
    }
}
