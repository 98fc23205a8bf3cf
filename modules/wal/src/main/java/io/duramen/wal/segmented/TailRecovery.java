// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import java.util.List;

/**
 * Begins the segment a writable open goes on in. Nothing is ever written behind what an earlier process left: the new segment's
 * LINK says how much of it counts, and records that were whole but not proven durable are written again here, because what
 * can be read back may never have reached the device. All of it is forced before the segment gets its name, so that a crash
 * on the way leaves only a file to be put aside.
 */
final class TailRecovery {
    private static final int GROUP_BYTES = 1 << 20;

    private final Storage storage;
    private final SegmentFiles files;
    private final LogScan scan;

    TailRecovery(Storage storage, SegmentFiles files, LogScan scan) {
        this.storage = storage;
        this.files = files;
        this.scan = scan;
    }

    long number() {
        return scan.tail().cutHeader().number() + 1;
    }

    /** Writes, forces and names the segment. */
    SegmentWriter begin(SegmentHeader header) {
        List<byte[]> records = scan.tail().unprovenRecords();
        String temporary = LogNames.recovering(header.number());
        SegmentWriter writer =
                files.prepare(temporary, header).writer(true, scan.tail().cut().nextLsn());
        try {
            long durable = scan.tail().cut().nextLsn() - 1;
            LinkBody link = linkTo(
                    scan.tail().cutHeader(),
                    scan.tail().cut(),
                    records.isEmpty() ? 0 : scan.lastLsn(),
                    files.keyringGeneration(),
                    true);
            writer.control(link.encode(), SegmentLayout.LINK, durable);
            writer.writeStaged();
            copy(records, writer, durable);
            writer.force();
            keepEvidence();
            files.name(temporary, header.number());
            return writer;
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(writer, e);
            try {
                files.deleteIfThere(temporary);
            } catch (StorageException cannotTidy) {
                e.addSuppressed(cannotTidy); // the next open puts it aside
            }
            throw e;
        }
    }

    /** How large the segment must be at least to take the copies. */
    long neededBytes(int blockSize) {
        long bytes = SegmentLayout.HEADER_BYTES + 1024;
        for (byte[] record : scan.tail().unprovenRecords()) {
            bytes += record.length + 2 * SegmentLayout.FRAME_HEADER_BYTES;
        }
        return bytes + (3 + 2 * bytes / GROUP_BYTES) * blockSize; // each group may be padded
    }

    static LinkBody linkTo(
            SegmentHeader previous, Chain chain, long copiedLastLsn, long keyringGeneration, boolean named) {
        return new LinkBody(
                previous.number(),
                previous.salt(),
                chain.end(),
                chain.nextLsn() - 1,
                chain.previousHeaderCrc(),
                (int) chain.frames(),
                copiedLastLsn,
                chain.tag().clone(),
                chain.digestSoFar(),
                keyringGeneration,
                named);
    }

    private static void copy(List<byte[]> records, SegmentWriter writer, long durable) {
        int next = 0;
        while (next < records.size()) {
            int end = next;
            int bytes = 0;
            while (end < records.size() && (end == next || bytes + records.get(end).length <= GROUP_BYTES)) {
                bytes += records.get(end++).length;
            }
            Batch batch = new Batch(bytes, writer.chain().nextLsn());
            for (byte[] record : records.subList(next, end)) {
                long place = batch.claim(record.length, 1);
                System.arraycopy(record, 0, batch.bytes(), Batch.at(place), record.length);
            }
            writer.write(batch, SegmentLayout.COPIED_FORWARD, durable);
            next = end;
        }
    }

    /** A segment whose name is about to be taken keeps a second name in the quarantine, where the file system has links. */
    private void keepEvidence() {
        if (!scan.isUsed(number())) {
            return;
        }
        try {
            Quarantine.link(storage, LogNames.segment(number()));
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.UNSUPPORTED) {
                throw e;
            }
        }
    }
}
