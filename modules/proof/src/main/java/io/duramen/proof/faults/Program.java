// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.wal.Durability;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WritePath;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What the log is doing when the power fails. */
enum Program {
    /** One record after the other. */
    APPEND(Durability.WAL) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            for (int n = 1; n <= 4; n++) {
                TrialLog.append(log, acks, n);
            }
        }
    },
    /** Several records under way at once, so that frames hold groups. */
    GROUPS(Durability.WAL) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            group(log, acks, 1, 3);
            group(log, acks, 4, 4);
            group(log, acks, 5, 9);
        }
    },
    /** Large records that need new segments. */
    ROLLS(Durability.WAL) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            for (int n = 1; n <= 16; n++) {
                TrialLog.append(log, acks, n);
            }
        }
    },
    /** Segments removed once they are not needed. */
    CHECKPOINTS(Durability.WAL) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            for (int n = 1; n <= 16; n++) {
                TrialLog.append(log, acks, n);
                if (n == 3 || n == 11 || n == 16) {
                    log.checkpoint(n);
                }
            }
        }
    },
    /** Segments whose files become the next ones, several times over. */
    RECYCLES(Durability.WAL) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            for (int n = 1; n <= 36; n++) {
                TrialLog.append(log, acks, n);
                if (n % 5 == 0) {
                    log.checkpoint(n);
                }
            }
        }

        @Override
        WalOptions.Builder with(WalOptions.Builder options) {
            return options.recycledSegments(2);
        }
    },
    /** The number of the last durable record in the marks before each acknowledgement. */
    FULL(Durability.FULL) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            group(log, acks, 1, 3);
            for (int n = 4; n <= 11; n++) {
                TrialLog.append(log, acks, n);
            }
            log.checkpoint(11);
        }
    },
    /** Nothing promised but by a sync. */
    NONE(Durability.NONE) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            for (int n = 1; n <= 12; n++) {
                acks.tried(n);
                log.append(TrialLog.payload(n));
                if (n % 4 == 0) {
                    acks.acked(log.sync());
                }
            }
        }
    },
    /** Closed in order and opened again, with recoveries that find nothing to do. */
    REOPEN(Durability.WAL) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            group(log, acks, 1, 2);
        }

        @Override
        void run(Storage storage, AckLog acks, Clock clock) {
            super.run(storage, acks, clock);
            for (int round = 0; round < 2; round++) {
                check(storage, acks, clock);
            }
        }
    },
    /** Groups and rolls past the page cache, in whole blocks and without a force. */
    DIRECT(Durability.WAL, WritePath.DIRECT) {
        @Override
        void work(WriteAheadLog log, AckLog acks) {
            group(log, acks, 1, 3);
            for (int n = 4; n <= 11; n++) {
                TrialLog.append(log, acks, n);
            }
            log.checkpoint(11);
        }
    };

    private final Durability durability;
    private final WritePath path;

    Program(Durability durability) {
        this(durability, WritePath.BUFFERED);
    }

    Program(Durability durability, WritePath path) {
        this.durability = durability;
        this.path = path;
    }

    abstract void work(WriteAheadLog log, AckLog acks);

    WalOptions.Builder with(WalOptions.Builder options) {
        return options;
    }

    /** On an empty disk. */
    void run(Storage storage, AckLog acks) {
        run(storage, acks, TrialLog.CLOCK);
    }

    void run(Storage storage, AckLog acks, Clock clock) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, options(storage, acks, clock))) {
            work(log, acks);
        }
    }

    /** On what is left of it. */
    void check(Storage storage, AckLog acks) {
        check(storage, acks, TrialLog.CLOCK);
    }

    void check(Storage storage, AckLog acks, Clock clock) {
        try (WriteAheadLog log = TrialLog.openOrCreate(storage, options(storage, acks, clock), acks)) {
            acks.requireRecovered(log.durableLsn());
            TrialLog.requireRecords(log);
            long next = log.durableLsn() + 1;
            acks.tried(next);
            log.append(TrialLog.payload(next));
            acks.acked(log.sync()); // what was found is promised too from now on
        }
    }

    WalOptions options(Storage storage, AckLog acks) {
        return options(storage, acks, TrialLog.CLOCK);
    }

    private WalOptions options(Storage storage, AckLog acks, Clock clock) {
        return with(TrialLog.options(durability, TrialLog.salt(storage, acks)))
                .clock(clock)
                .writePath(path)
                .build();
    }

    private static void group(WriteAheadLog log, AckLog acks, long from, long to) {
        List<PendingAppend> under = new ArrayList<>();
        for (long n = from; n <= to; n++) {
            acks.tried(n);
            under.add(log.submit(TrialLog.entry(n)));
        }
        for (PendingAppend append : under) {
            acks.acked(append.await());
        }
    }
}
