// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two buffers, one lock, one condition. Appenders fill one buffer while the leader writes and syncs the other outside the lock;
 * then it wakes everybody, and one of those whose record is not durable yet leads next.
 */
final class LeaderLog implements SubjectLog {
    private static final int BUFFER_BYTES = 4 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FileChannel channel;
    private final boolean force;

    private ByteBuffer filling = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private ByteBuffer writing = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private boolean leading;
    private long appended;
    private long durable;
    private long end;
    private long written;

    LeaderLog(Path directory, boolean force) throws IOException {
        this.force = force;
        channel = PreWritten.open(directory.resolve("records"), PreWritten.CHUNK_BYTES);
        end = Framing.read(channel, record -> {});
        written = channel.size();
    }

    @Override
    public void append(byte[] record) throws IOException {
        lock.lock();
        try {
            while (filling.remaining() < Framing.HEADER_BYTES + record.length) {
                changed.awaitUninterruptibly();
            }
            Framing.put(filling, record);
            long mine = ++appended;
            while (durable < mine) {
                if (leading) {
                    changed.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what has gathered; called and left with the lock held. */
    private void lead() throws IOException {
        leading = true;
        ByteBuffer group = filling;
        filling = writing.clear();
        writing = group;
        long last = appended;
        lock.unlock();
        try {
            write(group.flip());
        } finally {
            lock.lock();
            leading = false;
        }
        durable = last;
        changed.signalAll();
    }

    private void write(ByteBuffer group) throws IOException {
        if (end + group.remaining() > written) {
            written += PreWritten.CHUNK_BYTES;
            PreWritten.extend(channel, written);
        }
        while (group.hasRemaining()) {
            end += channel.write(group, end);
        }
        if (force) {
            channel.force(false);
        }
    }

    @Override
    public void drain() {}

    @Override
    public void replay(RecordSink sink) throws IOException {
        Framing.read(channel, sink);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
