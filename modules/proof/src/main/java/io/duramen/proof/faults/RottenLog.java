// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.Operation;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log of several segments that was closed in order, to be damaged, and the judge of what becomes of it.
 *
 * <p>Whatever is damaged, the log must be <em>harmless</em>: everything is there, because the bytes were not used, or stood
 * there twice; or <em>refused</em> as corrupt, with nothing changed, and what comes before the damage can still be read. Never
 * may a record be wrong, and never may one be missing in silence, with a single exception: under {@code WAL}, where damage
 * reaches to the very end of what was used, so that no byte that could testify is left. Under {@code FULL} the marks testify.
 */
final class RottenLog {
    private static final int SMALL = 32 << 10;

    /** Of a SEAL frame, which has a body of 48 bytes. */
    private static final int CLOSING_BYTES = 64 + 48;

    private static final int SEALED_BYTES = 24;

    private final Durability durability;
    private final @Nullable Sealing sealing;
    private final List<SimDisk> history = new ArrayList<>();
    private final TreeMap<Long, Long> lastSegment = new TreeMap<>(); // where each record ends, to its number
    private final Map<String, Long> used = new HashMap<>();
    private final String last;
    private final long records;

    /**
     * Writes the log.
     *
     * @param durability what testifies for its end
     * @param bytes how much goes into it, about
     * @param sealing what it is sealed with, or {@code null}
     */
    RottenLog(Durability durability, long bytes, @Nullable Sealing sealing) {
        this.durability = durability;
        this.sealing = sealing;
        SimDisk disk = SimDisk.create();
        AckLog acks = new AckLog();
        long every = 3 * Math.max(1, bytes / SMALL); // each is a copy of the whole disk
        long number = 1;
        long written = 0;
        String current = "";
        for (int round = 0; round < 3; round++) {
            try (WriteAheadLog log = TrialLog.openOrCreate(disk, options(round), acks)) {
                while (written < bytes * (round + 1) / 3) {
                    acks.tried(number);
                    log.append(TrialLog.small(number));
                    acks.acked(number);
                    written += TrialLog.small(number).remaining();
                    List<SegmentInfo> segments = log.segments();
                    SegmentInfo open = segments.get(segments.size() - 1);
                    if (!open.file().equals(current)) {
                        lastSegment.clear();
                        current = open.file();
                    }
                    lastSegment.put(open.usedBytes(), number);
                    number++;
                    if (number % every == 0) {
                        history.add(disk.crash(0));
                    }
                }
            }
        }
        records = number - 1;
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk.crash(0), options(9))) {
            log.segments().forEach(segment -> used.put(name(segment.file()), segment.usedBytes()));
        }
        last = name(current);
        history.add(disk.crash(0));
    }

    private static String name(String full) {
        return full.substring(full.indexOf("wal/"));
    }

    /** As it was closed. */
    SimDisk pristine() {
        return history.get(history.size() - 1).crash(0);
    }

    /** As it was after every third record, or less often if it is large, and at the end. */
    List<SimDisk> history() {
        return List.copyOf(history);
    }

    /** How much of a file was used: of a segment up to its last frame, of the marks all. */
    long usedBytes(String file) {
        return used.getOrDefault(file, Long.MAX_VALUE);
    }

    /** Whether damage leaves a whole frame behind it that testifies: at the end of all that is the one that closes the log. */
    boolean isWitnessed(String file, long end) {
        int closing = CLOSING_BYTES + (isSealed() ? SEALED_BYTES : 0);
        return end <= usedBytes(file) - (file.equals(last) ? closing : 1);
    }

    boolean isSealed() {
        return sealing != null;
    }

    /** Tells what has to be there when everything in a file from some byte on may have vanished. */
    long leastWithout(String file, long from) {
        if (durability == Durability.FULL || !file.equals(last)) {
            return records;
        }
        var before = lastSegment.floorEntry(from);
        return before == null ? lastSegment.firstEntry().getValue() - 1 : before.getValue();
    }

    long records() {
        return records;
    }

    /** Opens what is left of it. */
    String judge(SimDisk damaged, long least) {
        long changes = changes(damaged);
        try (WriteAheadLog log = WriteAheadLog.open(damaged, options(9))) {
            requirePrefix(log, log.durableLsn(), least);
            return log.durableLsn() == records ? "harmless" : "cut without a witness";
        } catch (CorruptLogException | LogVersionException | SealException refused) {
            if (changes(damaged) != changes) {
                throw new AssertionError("it was refused, and changed all the same: " + damaged.files());
            }
            readBeforeTheDamage(damaged);
            return "refused";
        }
    }

    private void requirePrefix(ReadableLog log, long durable, long least) {
        if (log.firstLsn() != 1 || durable > records || durable < least) {
            throw new AssertionError("opened with records " + log.firstLsn() + " to " + durable + " of " + records
                    + ", of which " + least + " can be vouched for");
        }
        TrialLog.requireSmall(log);
    }

    private void readBeforeTheDamage(SimDisk damaged) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(damaged, options(9))) {
            requirePrefix(log, log.durableLsn(), 0);
        } catch (CorruptLogException | LogVersionException | SealException nothingCanBeRead) {
            // the marks, or the first header or its slot
        }
    }

    /** What was ever done to the disk but take the lock. */
    private static long changes(SimDisk disk) {
        return disk.operations() - disk.count(Operation.Kind.LOCK);
    }

    static void cut(SimDisk disk, String name, long size) {
        try (StorageFile file = disk.open(name, OpenMode.READ_WRITE)) {
            file.truncate(size);
        }
    }

    private WalOptions options(long salt) {
        return TrialLog.options(durability, salt)
                .sealing(sealing)
                .anchor(Anchor.none())
                .build();
    }
}
