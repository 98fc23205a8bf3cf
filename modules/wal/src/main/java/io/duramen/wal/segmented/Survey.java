// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.TamperedLogException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every segment once, the newest first: beside a process that goes on writing, what is seen of a segment is then
 * never newer than what is seen of the ones before it.
 */
final class Survey {
    private final Storage storage;
    private final SegmentFiles files;
    private final Marks marks;
    private final Consumer<SegmentHeader> keys;
    private final Deque<String> newNotes = new ArrayDeque<>();

    /** {@code keys} refuses a segment that the log's key is not for. */
    Survey(Storage storage, SegmentFiles files, Marks marks, Consumer<SegmentHeader> keys) {
        this.storage = storage;
        this.files = files;
        this.marks = marks;
        this.keys = keys;
    }

    /**
     * Looks at the segments that must be there, up to the first that is missing.
     *
     * @param present the numbers of those that are there, in order
     * @param notes receives what was tolerated
     * @return what was seen, oldest first
     */
    List<SegmentLook> run(List<Long> present, List<String> notes) {
        Deque<SegmentLook> looks = new ArrayDeque<>();
        long missing = firstMissing(present);
        if (Long.compareUnsigned(missing, highest(present)) <= 0) {
            looks.add(SegmentLook.broken(missing, HeaderLook.missing()));
        }
        boolean mayBeTheEnd = true;
        for (long number = missing - 1; number >= marks.lowestSegment(); number--) {
            SegmentLook look = look(number, mayBeTheEnd);
            mayBeTheEnd &= !look.isLinked();
            looks.addFirst(look);
        }
        notes.addAll(newNotes);
        return List.copyOf(looks);
    }

    private long firstMissing(List<Long> present) {
        long expected = marks.lowestSegment();
        for (long number : present) {
            if (number != expected) {
                break;
            }
            expected++;
        }
        return expected;
    }

    private long highest(List<Long> present) {
        long newest = present.isEmpty() ? 0 : present.get(present.size() - 1);
        return Long.compareUnsigned(newest, marks.highestSegment()) > 0 ? newest : marks.highestSegment();
    }

    private SegmentLook look(long number, boolean mayBeTheEnd) {
        String name = LogNames.segment(number);
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            HeaderLook look = HeaderLook.at(file, storage.describe(name), number, marks.logId(), newNotes::addFirst);
            SegmentHeader header = look.header();
            if (header == null) {
                return SegmentLook.broken(number, look);
            }
            keys.accept(header);
            try {
                // what vouches first, then the LINK: see TailEvidence
                TailEvidence traces = mayBeTheEnd ? TailEvidence.search(file, header) : null;
                return link(look, header, traces, file);
            } catch (TamperedLogException resealed) {
                return new SegmentLook(number, look, null, resealed, null);
            }
        } catch (CorruptLogException compressed) {
            return SegmentLook.broken(number, HeaderLook.damaged(compressed));
        }
    }

    private SegmentLook link(HeaderLook look, SegmentHeader header, @Nullable TailEvidence traces, StorageFile file) {
        byte[] bytes = new byte[FRAME_HEADER_BYTES];
        file.readFully(ByteBuffer.wrap(bytes), HEADER_BYTES);
        FrameHeader first = FrameHeader.decode(bytes, 0, header.salt(), HEADER_BYTES);
        LinkBody link = null;
        CorruptLogException contradiction = null;
        if (first != null) {
            try (SegmentReader reader = files.read(header, first.firstLsn())) {
                link = reader.next() == null ? null : reader.link();
                if (link != null && link.previousLastLsn() + 1 != first.firstLsn()) {
                    contradiction = atOddsWithItself(reader.fullName(), first, link);
                }
            } catch (CorruptLogException e) {
                contradiction = e;
            }
        }
        return new SegmentLook(header.number(), look, link, contradiction, traces);
    }

    private static CorruptLogException atOddsWithItself(String fullName, FrameHeader first, LinkBody link) {
        return new CorruptLogException(
                fullName,
                HEADER_BYTES,
                first.firstLsn(),
                "a LINK behind record " + (first.firstLsn() - 1),
                "one behind record " + link.previousLastLsn(),
                "a frame with a right checksum cannot be left by a crash");
    }
}
