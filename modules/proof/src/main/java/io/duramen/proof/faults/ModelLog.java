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
import io.duramen.testkit.SimulatedCrash;
import io.duramen.wal.Durability;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogFullException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Long random sequences of everything a log can be asked for and everything a disk can do to it, against a model. */
final class ModelLog implements Suite {
    private static final int STEPS = 200;

    /** Enough for everything. */
    private static final long ROOM = 1L << 40;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String what() {
        return "random sequences of " + STEPS
                + " appends, groups, syncs, checkpoints, reopens, crashes and failures agree" + " with a model";
    }

    @Override
    public long build() {
        return 2_000;
    }

    @Override
    public long nightly() {
        return 500_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        Seeds.inParallel(seed, cases, random -> {
            new Sequence(random, outcomes).run();
            outcomes.add("sequences");
        });
    }

    /** A log and what must be in it: everything acknowledged, nothing never tried, each record what follows from its number. */
    private static final class Sequence {
        private final SplittableRandom random;
        private final Outcomes outcomes;
        private final Durability durability;
        private final AckLog acks = new AckLog();
        private SimDisk disk;
        private @Nullable WriteAheadLog log;
        private long next = 1;
        private final Map<Long, Long> content = new HashMap<>(); // what was handed over last under each number
        private boolean namesInDoubt;
        private long released; // what a checkpoint let go of; the log may still hold it

        Sequence(SplittableRandom random, Outcomes outcomes) {
            this.random = random;
            this.outcomes = outcomes;
            this.durability = Draw.of(Durability.values(), random);
            this.disk = SimDisk.create(SimOptions.defaults()
                    .withSectorSize(random.nextBoolean() ? 512 : 4096)
                    .withNames(Draw.of(io.duramen.testkit.NameOrder.values(), random))
                    .withCapacity(ROOM)
                    .withShortWrites(random.nextInt(4) == 0)
                    .withSeed(random.nextLong()));
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                try {
                    step();
                } catch (SimulatedCrash crash) {
                    powerFails();
                } catch (LogFailedException failed) {
                    if (disk.isCrashed()) {
                        powerFails();
                    } else {
                        closeFailed();
                    }
                } catch (LogFullException full) {
                    disk.setCapacity(ROOM);
                    next = open().durableLsn() + 1;
                }
            }
            endProgram();
            disk.setCapacity(ROOM);
            open().close();
        }

        private void step() {
            WriteAheadLog open = open();
            int what = random.nextInt(100);
            if (what < 55) {
                append(open);
            } else if (what < 65) {
                group(open);
            } else if (what < 70) {
                sync(open);
            } else if (what < 75) {
                checkpoint(open);
            } else if (what < 80) {
                reopen();
            } else if (what < 84) {
                requireRecords(open);
            } else if (what < 88) {
                disk.crashAt(disk.operations() + random.nextInt(12));
            } else if (what < 90) {
                disk.failForce(disk.count(Kind.FORCE) + random.nextInt(4), Draw.of(ForceFailure.values(), random));
            } else if (what < 91) {
                disk.failDirectorySync(disk.count(Kind.SYNC_DIRECTORY) + random.nextInt(2));
                namesInDoubt = true;
            } else if (what < 94 && !namesInDoubt) {
                endProgram();
            } else if (what < 96) {
                disk.setCapacity(ROOM);
                disk.setCapacity(ROOM - disk.usableSpace() + random.nextInt(1 << 17));
            } else {
                disk.setCapacity(ROOM);
            }
        }

        private void append(WriteAheadLog open) {
            acks.tried(next);
            content.put(next, next);
            long lsn = open.append(TrialLog.payload(next));
            requireNumber(lsn);
            promised(lsn);
            next++;
        }

        private void group(WriteAheadLog open) {
            List<PendingAppend> under = new ArrayList<>();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                acks.tried(next);
                content.put(next, next);
                PendingAppend append = open.submit(TrialLog.entry(next));
                if (append.lsn() < next) {
                    giveBack(under, append.lsn());
                }
                content.put(append.lsn(), next);
                next = append.lsn() + 1;
                under.add(append);
            }
            under.forEach(append -> promised(append.await()));
        }

        /** The log gave numbers back, which it may if those who had them are told that the disk is full. */
        private static void giveBack(List<PendingAppend> under, long from) {
            for (PendingAppend append : under) {
                try {
                    append.await();
                    if (append.lsn() >= from) {
                        throw new AssertionError("number " + append.lsn() + " was acknowledged and given away again");
                    }
                } catch (LogFullException told) {
                    // as it should be
                }
            }
            under.removeIf(append -> append.lsn() >= from);
        }

        private void requireRecords(WriteAheadLog open) {
            TrialLog.requireRecords(open, lsn -> TrialLog.payload(content.getOrDefault(lsn, lsn)));
        }

        private void requireNumber(long lsn) {
            if (lsn != next) {
                throw new AssertionError("the log gave number " + lsn + " to its record " + next);
            }
        }

        private void promised(long lsn) {
            if (durability != Durability.NONE) {
                acks.acked(lsn);
            }
        }

        private void sync(WriteAheadLog open) {
            long durable = open.sync();
            if (durable != next - 1) {
                throw new AssertionError("a sync made " + durable + " of " + (next - 1) + " durable");
            }
            if (durable > 0) {
                acks.acked(durable);
            }
        }

        private void checkpoint(WriteAheadLog open) {
            long upTo = Math.max(open.firstLsn(), open.durableLsn() + 1 - random.nextInt(4));
            released = Math.max(released, upTo); // from here on it may be gone, whether the call returns or not
            open.checkpoint(upTo);
        }

        private WriteAheadLog open() {
            WriteAheadLog open = log;
            while (open == null) {
                try {
                    WalOptions options =
                            TrialLog.options(durability, random.nextLong()).build();
                    open = TrialLog.openOrCreate(disk, options, acks);
                } catch (SimulatedCrash crash) {
                    powerFails();
                } catch (DuramenException refused) {
                    if (disk.isCrashed()) {
                        powerFails();
                    } else {
                        requireReason(refused);
                        endFailed();
                    }
                }
            }
            if (log == null) {
                log = open;
                opened(open);
            }
            return open;
        }

        private void opened(WriteAheadLog open) {
            outcomes.add("opens");
            long last = open.durableLsn();
            acks.requireRecovered(last);
            if (open.firstLsn() > Math.max(1, released)) {
                throw new AssertionError("starts with " + open.firstLsn() + ", nobody let go of " + released);
            }
            requireRecords(open);
            if (last > 0) {
                acks.acked(last); // served once, served always
            }
            next = last + 1;
        }

        /** Only what was arranged may keep a log from being opened. */
        private static void requireReason(DuramenException refused) {
            boolean arranged = refused instanceof io.duramen.storage.StorageException
                    || refused instanceof LogFailedException
                    || refused instanceof LogFullException;
            if (!arranged) {
                throw new AssertionError("refused: " + refused, refused);
            }
        }

        private void reopen() {
            WriteAheadLog open = log;
            log = null;
            if (open != null) {
                open.close();
                Verdict.requireClosed(disk);
            }
        }

        /** Ends the program, or the machine with it where no later sync would make its names durable. */
        private void endFailed() {
            if (namesInDoubt) {
                powerFails();
            } else {
                endProgram();
                disk.setCapacity(ROOM);
            }
        }

        private void closeFailed() {
            outcomes.add("failures");
            WriteAheadLog open = log;
            log = null;
            if (open != null) {
                try {
                    open.append(TrialLog.payload(next));
                    throw new AssertionError("a failed log took another record");
                } catch (LogFailedException expected) {
                    Verdict.tolerate(open::close);
                }
            }
            Verdict.requireClosed(disk);
            if (namesInDoubt) {
                powerFails();
            }
        }

        private void endProgram() {
            outcomes.add("programs ended");
            log = null;
            disk.heal();
            disk.restart();
        }

        private void powerFails() {
            outcomes.add("crashes");
            log = null;
            namesInDoubt = false;
            disk = disk.crash(random.nextLong());
            disk.setCapacity(ROOM);
        }
    }
}
