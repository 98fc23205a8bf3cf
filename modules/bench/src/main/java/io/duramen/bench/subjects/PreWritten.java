// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files whose every block was written and synced before, so that a write to them changes no metadata. */
public final class PreWritten {

    /** How much is written ahead at a time: 64 MiB. */
    public static final int CHUNK_BYTES = 64 << 20;

    private PreWritten() {}

    /**
     * Opens a file of zeros, writing them if it is shorter.
     *
     * @param file the file
     * @param bytes its least length
     * @return a channel to read and write, at position 0
     * @throws IOException if it cannot be written
     */
    public static FileChannel open(Path file, long bytes) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        extend(channel, bytes);
        return channel;
    }

    /**
     * Appends zeros up to a length and syncs them.
     *
     * @param channel the file
     * @param bytes its least length
     * @throws IOException if it cannot be written
     */
    public static void extend(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        long at = channel.size();
        if (at >= bytes) {
            return;
        }
        while (at < bytes) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
            at += channel.write(zeros, at);
        }
        channel.force(true);
    }
}
