// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.proof.faults.RealDirectory.Work;
import io.duramen.testkit.AckLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import java.util.SplittableRandom;

/** Threads that append to a log on a real file system are interrupted at any moment, again and again. */
final class Interrupts implements Suite {
    private static final int THREADS = 4;

    @Override
    public String name() {
        return "interrupts";
    }

    @Override
    public String what() {
        return "appenders interrupted on a real file system: no append fails, no file closes, nothing is lost";
    }

    @Override
    public long build() {
        return 10_000;
    }

    @Override
    public long nightly() {
        return 1_000_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        Work work = directory -> {
            WalOptions options = TrialLog.threads();
            AckLog acks = new AckLog();
            try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
                interrupt(log, acks, cases, new SplittableRandom(seed));
                TrialLog.append(log, acks, log.durableLsn() + 1); // it still takes records
            }
            try (WriteAheadLog log = WriteAheadLog.open(directory, options)) {
                acks.requireRecovered(log.durableLsn());
                TrialLog.requireRecords(log);
                outcomes.add("records", log.durableLsn());
            }
        };
        RealDirectory.use("interrupts", work);
        outcomes.add("interrupts", cases);
    }

    private static void interrupt(WriteAheadLog log, AckLog acks, long cases, SplittableRandom random) {
        Threads appenders = Threads.telling(log, acks);
        Threads running = appenders.startUntilStopped(THREADS);
        List<Thread> threads = running.threads();
        for (long i = 0; i < cases && running.isAlive(); i++) {
            threads.get(random.nextInt(THREADS)).interrupt();
            for (int spin = random.nextInt(20_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
        }
        running.stop();
        running.join();
    }
}
