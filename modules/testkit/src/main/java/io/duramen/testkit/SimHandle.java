// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimNode.SimFile;
import java.nio.ByteBuffer;

/** An open file of a {@link SimDisk}. The disk does the work, under its own lock. */
final class SimHandle implements StorageFile {
    private final SimDisk disk;
    private final String name;
    private final OpenMode mode;
    final SimFile file;
    final int boot;
    private boolean closed;

    SimHandle(SimDisk disk, String name, OpenMode mode, SimFile file, int boot) {
        this.disk = disk;
        this.name = name;
        this.mode = mode;
        this.file = file;
        this.boot = boot;
    }

    @Override
    public String name() {
        return name;
    }

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }

    boolean isWritable() {
        return mode != OpenMode.READ;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return disk.read(this, target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) {
        return disk.write(this, source, position);
    }

    @Override
    public void force(boolean metadata) {
        disk.force(this);
    }

    @Override
    public void truncate(long size) {
        disk.truncate(this, size);
    }

    @Override
    public long size() {
        return disk.size(this);
    }

    @Override
    public void preallocate(long size) {
        disk.preallocate(this, size);
    }

    @Override
    public void close() {
        disk.close(this);
    }
}
