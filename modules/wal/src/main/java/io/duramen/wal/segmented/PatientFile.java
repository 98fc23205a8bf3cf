// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what can be read of a file on a failing device: blocks the device refuses read as zeros, and are counted. */
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

    /** How many reads of a block the device refused; the same block counts at each attempt. */
    long refused() {
        return refused;
    }

    /** Fills an array from a place on; what lies behind the end of the file reads as zeros. */
    void read(byte[] target, int length, long at) {
        Arrays.fill(target, 0, length, (byte) 0);
        if (!readAtOnce(target, 0, length, at)) {
            for (int from = 0; from < length; from += SegmentLayout.BLOCK_BYTES) {
                int part = Math.min(SegmentLayout.BLOCK_BYTES, length - from);
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
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
