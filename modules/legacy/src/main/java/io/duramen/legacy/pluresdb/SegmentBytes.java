// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.SegmentLayout.*;

import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.SourceFile;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a segment up to a size that was asked for once, read through a window. */
final class SegmentBytes {
    private static final int WINDOW_BYTES = 1 << 16;

    private final SourceFile file;
    private final long size;
    private final byte[] begin = payloadBegin();
    private final byte[] window;
    private long windowFrom;
    private int held;
    private long searchedFrom = -1;
    private long found = -1;

    SegmentBytes(SourceFile file, long size) {
        this.file = file;
        this.size = size;
        this.window = new byte[(int) Math.min(WINDOW_BYTES, size)];
    }

    long size() {
        return size;
    }

    /** The byte at a place before the end. */
    int at(long place) {
        if (place < windowFrom || place >= windowFrom + held) {
            held = fill(window, (int) Math.min(WINDOW_BYTES, size - place), place);
            windowFrom = place;
        }
        return window[(int) (place - windowFrom)] & 0xFF;
    }

    /** The number of four bytes before the end, little-endian. */
    long length(long place) {
        long length = 0;
        for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
            length = (length << 8) | at(place + i);
        }
        return length;
    }

    /** Bytes before the end, in a new array. */
    byte[] read(long place, int length) {
        if (length > 0 && length <= WINDOW_BYTES && (place < windowFrom || place + length > windowFrom + held)) {
            held = fill(window, (int) Math.min(WINDOW_BYTES, size - place), place);
            windowFrom = place;
        }
        if (length <= WINDOW_BYTES) {
            int from = (int) (place - windowFrom);
            return length == 0 ? new byte[0] : Arrays.copyOfRange(window, from, from + length);
        }
        byte[] bytes = new byte[length];
        fill(bytes, length, place);
        return bytes;
    }

    private int fill(byte[] into, int length, long place) {
        if (file.read(ByteBuffer.wrap(into, 0, length), place) < length) {
            throw new LegacyReadException(
                    file.name(), new EOFException("it is shorter than it was, " + size + " bytes"));
        }
        return length;
    }

    /** Whether a payload as the writer begins it stands here. */
    boolean isPayload(long place) {
        if (place + begin.length > size) {
            return false;
        }
        for (int i = 0; i < begin.length; i++) {
            if (at(place + i) != begin[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first place from here on at which a record was begun, whatever became of it; the size if there is none. Behind the
     * last byte of its length a payload begins, and that byte is none that could stand there in JSON: so this is no object
     * within a payload.
     */
    long nextRecord(long from) {
        if (from < searchedFrom || from > found) {
            searchedFrom = from;
            found = from;
            while (found < size && !isRecord(found)) {
                found++;
            }
        }
        return found;
    }

    private boolean isRecord(long place) {
        long payload = place + LENGTH_BYTES;
        return payload < size && at(payload) == '{' && !precedesObject(at(payload - 1)) && isPayload(payload);
    }

    private static boolean precedesObject(int b) {
        return switch (b) {
            case ':', '[', ',', ' ', '\t', '\n', '\r' -> true;
            default -> false;
        };
    }

    /** The first byte from here on that is not zero, or the size. */
    long firstNonZero(long from) {
        long place = from;
        while (place < size && at(place) == 0) {
            place++;
        }
        return place;
    }
}
