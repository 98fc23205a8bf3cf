// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.storage.StorageException;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.Durability;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogFullException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.SplittableRandom;

/** The disk is full at one byte count after the other, at the write or only at the force; then there is space again. */
final class FullDisks implements Suite {
    private static final int RECORDS = 16;

    @Override
    public String name() {
        return "full";
    }

    @Override
    public String what() {
        return "the disk is full at any byte: a typed error, nothing acknowledged lost, and it goes on once there is space";
    }

    @Override
    public long build() {
        return 2_000;
    }

    @Override
    public long nightly() {
        return 50_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        long needed = needed();
        Seeds.inParallel(seed, cases, random -> once(random, random.nextLong(needed), outcomes));
    }

    /** How much the whole program needs. */
    private static long needed() {
        SimDisk disk = SimDisk.create(SimOptions.defaults().withCapacity(1 << 30));
        long least = Long.MAX_VALUE;
        AckLog acks = new AckLog();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options(Durability.FULL, 1))) {
            for (int n = 1; n <= RECORDS; n++) {
                TrialLog.append(log, acks, n);
                least = Math.min(least, disk.usableSpace());
            }
        }
        return (1 << 30) - least + SimDisk.NAME_BYTES;
    }

    private static void once(SplittableRandom random, long budget, Outcomes outcomes) {
        boolean late = random.nextInt(3) == 0;
        Durability durability = random.nextBoolean() ? Durability.WAL : Durability.FULL;
        WalOptions options = options(durability, random.nextLong());
        SimDisk disk = SimDisk.create(SimOptions.defaults()
                .withCapacity(budget)
                .withDelayedAllocation(late)
                .withSeed(random.nextLong()));
        AckLog acks = new AckLog();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            fill(disk, log, acks, random, outcomes);
        } catch (StorageException | LogFullException notEvenMade) {
            outcomes.add("could not be created");
        } catch (LogFailedException failed) {
            outcomes.add("failed");
        }
        Verdict.requireClosed(disk);
        SimDisk crashed = disk.crash(random.nextLong());
        for (SimDisk each : new SimDisk[] {crashed, disk}) {
            each.restart();
            reopenWhileFull(each, acks, options);
            each.setCapacity(Long.MAX_VALUE);
            TrialLog.recoverAndGoOn(each, acks.copy(), options(durability, random.nextLong()));
        }
        outcomes.add("budgets");
    }

    /** Appends until the disk is full, makes room, and goes on in the same log. */
    private static void fill(SimDisk disk, WriteAheadLog log, AckLog acks, SplittableRandom random, Outcomes outcomes) {
        boolean full = false;
        for (int n = 1; n <= RECORDS; n++) {
            try {
                TrialLog.append(log, acks, n);
            } catch (LogFullException e) {
                TrialLog.requireRecords(log);
                if (log.durableLsn() != n - 1) {
                    throw new AssertionError("refused record " + n + ", and holds " + log.durableLsn(), e);
                }
                if (random.nextBoolean()) {
                    outcomes.add("closed while full");
                    return;
                }
                full = true;
                disk.setCapacity(1 << 30);
                TrialLog.append(log, acks, n);
            }
        }
        outcomes.add(full ? "refused records and went on" : "met no limit");
    }

    /** Opening a log on a full disk is refused or succeeds; neither may cost anything. */
    private static void reopenWhileFull(SimDisk disk, AckLog acks, WalOptions options) {
        try (WriteAheadLog log = TrialLog.openOrCreate(disk, options, acks)) {
            acks.requireRecovered(log.durableLsn());
            TrialLog.requireRecords(log);
        } catch (StorageException | LogFullException | LogFailedException refused) {
            disk.restart();
        }
    }

    private static WalOptions options(Durability durability, long salt) {
        return TrialLog.options(durability, salt).build();
    }
}
