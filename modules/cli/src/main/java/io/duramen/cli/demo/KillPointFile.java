// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;

/** A file that, once it is a segment, leads its writes and syncs past a {@link KillGate}. */
final class KillPointFile implements StorageFile {
    private final StorageFile file;
    private final KillGate gate;
    private final boolean synchronous;
    private volatile boolean segment;

    KillPointFile(StorageFile file, KillGate gate, boolean synchronous) {
        this.file = file;
        this.gate = gate;
        this.synchronous = synchronous;
    }

    void becomesSegment() {
        segment = true;
    }

    @Override
    public int write(ByteBuffer source, long position) {
        if (segment && source.remaining() > 1 && gate.waitsAt(KillPoint.MID_WRITE)) {
            ByteBuffer half = source.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            file.writeFully(half, position);
            gate.pass(KillPoint.MID_WRITE);
        }
        int written = file.write(source, position);
        if (synchronous) {
            force(false);
        }
        return written;
    }

    @Override
    public void force(boolean metadata) {
        if (!segment) {
            file.force(metadata);
            return;
        }
        gate.pass(KillPoint.BEFORE_SYNC);
        file.force(metadata);
        gate.pass(KillPoint.AFTER_SYNC);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return file.read(target, position);
    }

    @Override
    public void truncate(long size) {
        file.truncate(size);
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void preallocate(long size) {
        file.preallocate(size);
    }

    @Override
    public void close() {
        file.close();
    }
}
