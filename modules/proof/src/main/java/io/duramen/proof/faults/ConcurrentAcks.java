// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.testkit.AckLog;
import io.duramen.testkit.NameOrder;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.RecordingStorage.Rebuilt;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.WriteAheadLog;

/** Sixteen threads append as they like and every call is recorded; then the power fails in each of the recorded calls. */
final class ConcurrentAcks implements Suite {
    private static final int THREADS = 16;
    private static final int DAMAGES = 4;

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public String what() {
        return THREADS + " threads recorded, then power lost in every call: what was acknowledged by then is there";
    }

    @Override
    public long build() {
        return 5_000;
    }

    @Override
    public long nightly() {
        return 500_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        for (long round = 0; outcomes.of("states") < cases; round++) {
            RecordingStorage recording = RecordingStorage.keepingContents(SimDisk.create());
            record(recording);
            long calls = recording.operations().stream()
                    .filter(operation -> operation.kind().isChanging())
                    .count();
            Seeds.inParallel((seed + round) * 1_000_000, calls + 1, random -> {
                long call = random.nextLong(calls + 1);
                crashIn(recording, call, random.nextInt(4), random.nextLong(), outcomes);
            });
            outcomes.add("recordings");
        }
    }

    private static void record(RecordingStorage recording) {
        try (WriteAheadLog log = WriteAheadLog.create(recording, TrialLog.threads())) {
            new Threads(log, n -> recording.mark("try", n), n -> recording.mark("ack", n))
                    .start(THREADS, 12)
                    .join();
        }
    }

    private static void crashIn(RecordingStorage recording, long call, int kind, long seed, Outcomes outcomes) {
        SimOptions options = SimOptions.defaults()
                .withSectorSize(kind % 2 == 0 ? 512 : 4096)
                .withNames(kind < 2 ? NameOrder.STRICT : NameOrder.JOURNALLED)
                .withSeed(seed);
        Rebuilt rebuilt = recording.rebuild(options, call);
        AckLog acks = new AckLog();
        for (Operation mark : rebuilt.marks()) {
            if (mark.file().equals("ack")) {
                acks.acked(mark.offset());
            } else {
                acks.tried(mark.offset());
            }
        }
        for (int damage = 0; damage < DAMAGES; damage++) {
            SimDisk found = rebuilt.disk().crash(damage < 2 ? damage : seed + damage);
            Program.APPEND.check(found, acks.copy());
            outcomes.add("states");
        }
    }
}
