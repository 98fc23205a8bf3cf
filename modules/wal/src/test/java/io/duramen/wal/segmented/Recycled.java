// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.List;

/** Logs that use the files of removed segments again. */
final class Recycled {
    /** One a segment: the next one is armed behind it, and the one after does not fit. */
    static final int LARGE = 45_000;

    private Recycled() {}

    static WalOptions recycling() {
        return recycling(2);
    }

    static WalOptions recycling(int files) {
        return options().recycledSegments(files).build();
    }

    /** Appends large records from one number on, each in the next segment, each given up as soon as the next is there. */
    static void generations(WriteAheadLog log, int from, int to) {
        for (int n = from; n <= to; n++) {
            log.append(payload(n, LARGE));
            log.checkpoint(n);
        }
    }

    /** A log whose last segment is in the file of an older one and has room left; full of old frames behind the last. */
    static WriteAheadLog log(Storage storage) {
        WriteAheadLog log = WriteAheadLog.create(storage, recycling());
        for (int n = 1; n <= 600; n++) {
            log.append(payload(n)); // small frames, so that old ones stand everywhere
        }
        long first = log.durableLsn() + 1;
        while (last(log) < 6) {
            long next = log.durableLsn() + 1;
            log.append(payload(next));
            log.checkpoint(next);
        }
        assertTrue(header(storage, last(log)).recycled());
        assertTrue(log.durableLsn() > first);
        return log;
    }

    static long last(WriteAheadLog log) {
        var segments = log.segments();
        return segments.get(segments.size() - 1).number();
    }

    static SegmentHeader header(Storage storage, long number) {
        try (var file = storage.open(LogNames.segment(number), OpenMode.READ)) {
            byte[] bytes = new byte[SegmentLayout.HEADER_BYTES];
            file.readFully(ByteBuffer.wrap(bytes), 0);
            SegmentHeader header = SegmentHeader.decode(bytes, 0).header();
            assertEquals(
                    header,
                    SegmentHeader.decode(bytes, SegmentLayout.BLOCK_BYTES).header());
            assertTrue(header != null);
            return header;
        }
    }

    static List<String> pool(Storage storage) {
        return storage.list(LogNames.DIRECTORY).stream()
                .filter(LogNames::isPooled)
                .toList();
    }
}
