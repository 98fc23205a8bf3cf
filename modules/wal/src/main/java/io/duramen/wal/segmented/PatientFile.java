// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads what can be read of a file on a failing device: blocks the device refuses, and those of a compressed segment that are
 * damaged, read as zeros, and are counted.
 */
final class PatientFile implements AutoCloseable {
    private final StorageFile file;
    private final long size;
    private long refused;

    PatientFile(StorageFile file) {
        this.file = file;
        this.size = file.size();
    }

    long size() {
        return size;
    }

    /** How many reads of a block were refused; the same block counts at each attempt. */
    long refused() {
        return refused;
    }

    /** Fills an array from a place on; what lies behind the end of the file reads as zeros. */
    void read(byte[] target, int length, long at) {
        Arrays.fill(target, 0, length, (byte) 0);
        if (!readAtOnce(target, 0, length, at)) {
            int part;
            for (int from = 0; from < length; from += part) {
                int toTheNext = SegmentLayout.BLOCK_BYTES - (int) ((at + from) % SegmentLayout.BLOCK_BYTES);
                part = Math.min(toTheNext, length - from);
                if (!readAtOnce(target, from, part, at + from)) {
                    Arrays.fill(target, from, from + part, (byte) 0);
                    refused++;
                }
            }
        }
    }

    private boolean readAtOnce(byte[] target, int from, int length, long at) {
        try {
            file.readFully(ByteBuffer.wrap(target, from, length), at);
            return true;
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.IO) {
                throw e;
            }
            return false;
        } catch (CorruptLogException compressed) {
            return false; // the whole block it was compressed with
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
