// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A number in a mapped file: telling it costs the writer nothing, and it outlives the writer's kill. */
public final class Acknowledged implements AutoCloseable {
    private final FileChannel channel;
    private final MappedByteBuffer mapped;

    private Acknowledged(FileChannel channel, MappedByteBuffer mapped) {
        this.channel = channel;
        this.mapped = mapped;
    }

    /**
     * Opens the file, with number 0 if it is new.
     *
     * @param file the file
     * @return the number
     * @throws IOException if it cannot be mapped
     */
    public static Acknowledged open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Acknowledged(channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
    }

    /**
     * Returns the number.
     *
     * @return the number
     */
    public long get() {
        return mapped.getLong(0);
    }

    void set(long number) {
        mapped.putLong(0, number);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
