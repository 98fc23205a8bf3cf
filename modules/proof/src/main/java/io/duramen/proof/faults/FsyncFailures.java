// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.base.DuramenException;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A force or directory sync fails, the kernel takes what it covered for written, the program is started again in the same
 * boot and reads what is not on the device, and then the power fails.
 */
final class FsyncFailures implements Suite {

    @Override
    public String name() {
        return "fsync";
    }

    @Override
    public String what() {
        return "a failed sync, a reopen in the same boot, then a power failure: nothing served is lost afterwards";
    }

    @Override
    public long build() {
        return 10_000;
    }

    @Override
    public long nightly() {
        return 500_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        Map<Program, SimDisk> whole = new EnumMap<>(Program.class);
        for (Program program : Program.values()) {
            SimDisk disk = SimDisk.create();
            program.run(disk, new AckLog());
            whole.put(program, disk);
        }
        Seeds.inParallel(seed, cases, random -> {
            Program program = Draw.of(Program.values(), random);
            SimDisk disk = SimDisk.create(SimOptions.defaults().withSeed(random.nextLong()));
            SimDisk healthy = Objects.requireNonNull(whole.get(program));
            if (random.nextInt(4) == 0) {
                disk.failDirectorySync(random.nextLong(healthy.count(Kind.SYNC_DIRECTORY)));
                afterDirectorySync(disk, program, random, outcomes);
            } else {
                ForceFailure failure = Draw.of(ForceFailure.values(), random);
                disk.failForce(random.nextLong(healthy.count(Kind.FORCE)), failure);
                afterForce(disk, program, failure, random, outcomes);
            }
        });
    }

    private static void afterForce(
            SimDisk disk, Program program, ForceFailure failure, SplittableRandom random, Outcomes outcomes) {
        AckLog acks = new AckLog();
        DuramenException refused = Verdict.tolerate(() -> program.run(disk, acks));
        outcomes.add(refused == null ? "not noticed" : "failed forces of kind " + failure);
        Verdict.requireClosed(disk);
        if (random.nextInt(4) == 0) { // the recovery meets one as well
            disk.failForce(disk.count(Kind.FORCE) + random.nextInt(3), failure);
            DuramenException again = Verdict.tolerate(() -> program.check(disk, acks));
            outcomes.add(again == null ? "recoveries that met none" : "recoveries that failed too");
            Verdict.requireClosed(disk);
        }
        disk.heal();
        Verdict.requireNothingLost(program, disk, acks, random.nextLong());
    }

    /**
     * Names whose sync failed stay in doubt for good on this disk. No file system of today goes on after that, and no program
     * could mend it but by giving every file a new name: what the same boot serves afterwards is not held against the log.
     */
    private static void afterDirectorySync(SimDisk disk, Program program, SplittableRandom random, Outcomes outcomes) {
        AckLog acks = new AckLog();
        DuramenException refused = Verdict.tolerate(() -> program.run(disk, acks));
        outcomes.add(refused == null ? "not noticed" : "failed directory syncs");
        Verdict.requireClosed(disk);
        program.check(disk.crash(random.nextLong()), acks.copy());
        disk.heal();
        disk.restart();
        program.check(disk, acks);
    }
}
