// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.spi.SegmentDigest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a log's frames with those its anchor saw. Through the LINK among them they stand for every segment before, too, so
 * that who knows all keys can forge nothing that is older than the anchor.
 */
final class AnchoredFrames {
    private static final String SEEN = "its anchor saw it";
    private static final int PART_BYTES = 1 << 20;

    private final Storage storage;
    private final SegmentFiles files;

    AnchoredFrames(Storage storage, SegmentFiles files) {
        this.storage = storage;
        this.files = files;
    }

    /**
     * Refuses a log whose file no longer holds the frames. Those of a segment that was removed cannot be compared.
     *
     * @param lowest the oldest segment that must be there
     * @param segments the log's, as far as they count
     * @throws TamperedLogException if they are others
     */
    void require(SegmentDigest seen, long lowest, List<SegmentMeta> segments) {
        if (seen.segment() < lowest) {
            return;
        }
        SegmentMeta segment = segment(seen, segments);
        if (segment == null) {
            long last = segments.isEmpty()
                    ? 0
                    : segments.get(segments.size() - 1).header().number();
            throw refusal(seen, -1, next(segments), "a log that ends with segment " + last);
        }
        String found = sha256(LogNames.segment(seen.segment()), seen.end());
        if (!found.equals(seen.sha256())) {
            throw refusal(
                    seen,
                    SegmentLayout.HEADER_BYTES,
                    segment.firstLsn(),
                    "others, of SHA-256 " + found + ": one was forged with the key, or they are another copy's");
        }
    }

    /**
     * Refuses a log that holds other records than the frames did where an opening cut the segment before their end: what stands
     * behind the cut it wrote again elsewhere.
     *
     * @param log reads the log from a record on
     * @throws TamperedLogException if it wrote something else
     */
    void requireRepeated(SegmentDigest seen, List<SegmentMeta> segments, Function<Long, LogReader> log) {
        SegmentMeta segment = segment(seen, segments);
        if (segment == null || segment.end() >= seen.end()) {
            return;
        }
        try (FrameWalk walk = files.read(segment.header(), segment.firstLsn()).walk()) {
            while (walk.end() < seen.end() && walk.next()) {
                if (walk.end() > segment.end() && walk.readable() && !walk.isControl()) {
                    requireRepeated(seen, walk, log);
                }
            }
        } catch (RecordsRemovedException e) {
            return; // what was removed since cannot be compared
        }
    }

    private void requireRepeated(SegmentDigest seen, FrameWalk walk, Function<Long, LogReader> log) {
        RecordView view = new RecordView();
        int at = walk.bodyAt();
        long lsn = walk.firstLsn();
        try (LogReader reader = log.apply(lsn)) {
            Iterator<LogRecord> repeated = reader.iterator();
            for (; lsn < walk.nextLsn(); lsn++) {
                at = view.moveTo(walk.body(), at);
                if (!repeated.hasNext() || !repeated.next().equals(view.record(lsn))) {
                    throw refusal(seen, -1, lsn, "another record " + lsn + " in the segment that repeats it");
                }
            }
        }
    }

    private static @Nullable SegmentMeta segment(SegmentDigest seen, List<SegmentMeta> segments) {
        return segments.stream()
                .filter(segment -> segment.header().number() == seen.segment())
                .findFirst()
                .orElse(null);
    }

    private static long next(List<SegmentMeta> segments) {
        return segments.isEmpty() ? 1 : segments.get(segments.size() - 1).lastLsn() + 1;
    }

    private TamperedLogException refusal(SegmentDigest seen, long offset, long lsn, String found) {
        String expected = "the frames up to byte " + seen.end() + ", of SHA-256 " + seen.sha256();
        return new TamperedLogException(
                storage.describe(LogNames.segment(seen.segment())), offset, lsn, expected, found, SEEN);
    }

    /** SHA-256 over the frames of a file up to a place, or up to its end if that comes before. */
    private String sha256(String name, long end) {
        MessageDigest sha256 = Chain.sha256();
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART_BYTES, Math.max(1, end)));
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            long at = SegmentLayout.HEADER_BYTES;
            while (at < end) {
                part.clear().limit((int) Math.min(part.capacity(), end - at));
                int read = file.readFully(part, at);
                if (read == 0) {
                    break;
                }
                sha256.update(part.flip());
                at += read;
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
