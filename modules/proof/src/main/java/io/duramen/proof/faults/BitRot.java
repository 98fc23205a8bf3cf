// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Everything that can be done to the files of a log that was closed in order, one thing at a time. */
final class BitRot implements Suite {
    private static final int SECTOR = 512;

    private final String name;
    private final long bytes;
    private final int inBuild;
    private final int atNight;
    private final boolean sealed;

    private BitRot(String name, long bytes, int inBuild, int atNight, boolean sealed) {
        this.sealed = sealed;
        this.name = name;
        this.bytes = bytes;
        this.inBuild = inBuild;
        this.atNight = atNight;
    }

    /** A log so small that a build can afford one bit of each byte. */
    static BitRot small() {
        return new BitRot("rot", 8 << 10, 1, 8, false);
    }

    /** A log of 32 KiB, of which every bit is flipped. */
    static BitRot everyBit() {
        return new BitRot("rot-32k", 32 << 10, 0, 8, false);
    }

    /** A log of 1 MiB, of which one bit of each byte is flipped. */
    static BitRot large() {
        return new BitRot("rot-1m", 1 << 20, 0, 1, false);
    }

    /** A sealed log of 8 KiB, altered by somebody without its keys: headers and slots too, and every byte of its files. */
    static BitRot sealed() {
        return new BitRot("rot-sealed", 8 << 10, 1, 8, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String what() {
        return "bits flipped, sectors zeroed, noise, stale, swapped, files cut, lost, swapped, stale: refused or harmless,"
                + " never shorter, never wrong";
    }

    /** Bits flipped in each byte. */
    @Override
    public long build() {
        return inBuild;
    }

    @Override
    public long nightly() {
        return atNight;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        try (Keyring keyring = sealed ? keyring() : null) {
            for (Durability durability : List.of(Durability.FULL, Durability.WAL)) {
                RottenLog log = new RottenLog(durability, bytes, keyring);
                new Sweep(log, durability.name(), outcomes).run((int) Math.min(8, cases));
            }
        }
    }

    private static Keyring keyring() {
        KeyringOptions quick = KeyringOptions.defaults().withInsecureCostForTests(new Argon2Cost(8, 1, 1));
        try (Unlock password = Unlock.password("rot".toCharArray())) {
            return Keyring.create(SimDisk.create(), password, quick);
        }
    }

    /** A kind of damage to one place of one file. */
    private interface Damage {
        void to(SimDisk disk, String file, long at);
    }

    /** All damage to one log. */
    private record Sweep(RottenLog log, String durability, Outcomes outcomes) {

        void run(int bits) {
            for (String file : segmentsAndMarks()) {
                long size = log.pristine().bytes(file).length;
                for (int i = 0; i < bits; i++) {
                    int bit = i;
                    each(
                            "bits flipped",
                            places(file, size, bits),
                            1,
                            file,
                            (disk, name, at) -> disk.flipBit(name, at * 8 + (at * 5 + bit) % 8));
                }
                LongStream sectors = LongStream.range(0, size / SECTOR).map(i -> i * SECTOR);
                long[] starts = sectors.toArray();
                each("sectors zeroed", starts, SECTOR, file, (disk, name, at) -> disk.zero(name, at, SECTOR));
                each("sectors of noise", starts, SECTOR, file, (disk, name, at) -> disk.noise(name, at, SECTOR, at));
                each("sectors swapped", starts, 2 * SECTOR, file, Sweep::swap);
                each("sectors stale", starts, SECTOR, file, this::stale);
                long[] sizes = LongStream.range(0, size)
                        .filter(at -> bits == 8 || at % 61 == 0)
                        .toArray();
                each("files cut", sizes, size, file, RottenLog::cut);
            }
            files();
        }

        /** Every byte that was used; of those behind, where there is nothing but zeros, every 64th unless all bits are wanted. */
        private long[] places(String file, long size, int bits) {
            long used = Math.min(size, log.usedBytes(file));
            boolean few = bits < 8 && durability.equals("WAL"); // the marks make no difference to most of them
            int step = log.isSealed() && bits == 1 ? 8 : few ? 4 : 1; // opening a sealed one takes longer
            return LongStream.range(0, size)
                    .filter(at -> bits == 8 || at % 64 == 0 || (at < used && at % step == 0))
                    .toArray();
        }

        private List<String> segmentsAndMarks() {
            return log.pristine().files().keySet().stream()
                    .filter(name -> name.startsWith("wal/"))
                    .toList();
        }

        private void each(String what, long[] places, long length, String file, Damage damage) {
            LongStream.of(places).parallel().forEach(at -> {
                SimDisk damaged = log.pristine();
                damage.to(damaged, file, at);
                boolean witnessed = log.isWitnessed(file, at + length);
                judge(what, file + " byte " + at, damaged, witnessed ? log.records() : log.leastWithout(file, at));
            });
        }

        private void judge(String what, String where, SimDisk damaged, long least) {
            try {
                outcomes.add(what + " under " + durability + ": " + log.judge(damaged, least));
            } catch (RuntimeException | AssertionError violation) {
                throw new AssertionError(what + " in " + where + " under " + durability + ": " + violation, violation);
            }
        }

        /** Changes places with the sector behind it. */
        private static void swap(SimDisk disk, String file, long at) {
            byte[] all = disk.bytes(file);
            byte[] here = java.util.Arrays.copyOfRange(all, (int) at, (int) at + SECTOR);
            long other = at + SECTOR < all.length ? at + SECTOR : 0;
            disk.overwrite(file, at, java.util.Arrays.copyOfRange(all, (int) other, (int) other + SECTOR));
            disk.overwrite(file, other, here);
        }

        /** As it was when the log was half as long: a write that was lost. */
        private void stale(SimDisk disk, String file, long at) {
            SimDisk before = log.history().get(log.history().size() / 2);
            if (before.exists(file)) {
                byte[] old = before.bytes(file);
                int to = (int) Math.min(old.length, at + SECTOR);
                if (at < to) {
                    disk.overwrite(file, at, java.util.Arrays.copyOfRange(old, (int) at, to));
                }
            } else {
                disk.zero(file, at, SECTOR);
            }
        }

        /** Whole files lost, in each other's place, or as they were at any time before. */
        private void files() {
            List<String> names = new ArrayList<>(segmentsAndMarks());
            for (String name : names) {
                SimDisk lost = log.pristine();
                lost.delete(name);
                judge("files lost", name, lost, log.records());
                for (String other : names) {
                    if (!other.equals(name)) {
                        SimDisk doubled = log.pristine();
                        replace(doubled, name, doubled.bytes(other));
                        judge("files doubled", other + " as " + name, doubled, log.records());
                        replace(doubled, other, log.pristine().bytes(name));
                        judge("files swapped", other + " and " + name, doubled, log.records());
                    }
                }
                for (SimDisk then : log.history()) {
                    if (then.exists(name)) {
                        SimDisk stale = log.pristine();
                        replace(stale, name, then.bytes(name));
                        judge("files stale", name, stale, log.leastWithout(name, 0));
                    }
                }
            }
        }

        private static void replace(SimDisk disk, String name, byte[] bytes) {
            RottenLog.cut(disk, name, Math.min(disk.bytes(name).length, bytes.length));
            disk.overwrite(name, 0, bytes);
        }
    }
}
