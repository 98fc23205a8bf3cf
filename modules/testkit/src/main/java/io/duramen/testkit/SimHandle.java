// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimNode.SimFile;
import java.nio.ByteBuffer;

/** An open file of a {@link SimDisk}; its lock guards everything. */
final class SimHandle implements StorageFile {
    private final SimDisk disk;
    private final String name;
    private final OpenMode mode;
    private final int boot;
    final SimFile file;
    private boolean closed;

    SimHandle(SimDisk disk, String name, OpenMode mode, SimFile file) {
        this.disk = disk;
        this.name = name;
        this.mode = mode;
        this.boot = disk.boot;
        this.file = file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        synchronized (disk) {
            requireOpen();
            requireOrdinary();
            requirePosition(position);
            if (position >= file.current.size()) {
                return -1;
            }
            int length = (int) Math.min(target.remaining(), file.current.size() - position);
            if (file.unreadable.stream().anyMatch(range -> range.overlaps(position, length))) {
                throw SimTree.deviceFailed("read", name);
            }
            file.current.read(position, target, length);
            return length;
        }
    }

    @Override
    public int write(ByteBuffer source, long position) {
        synchronized (disk) {
            requireWritable();
            requirePosition(position);
            requireBlocks(position, source.remaining());
            if (!source.hasRemaining()) {
                return 0;
            }
            int written = disk.step(Kind.WRITE, name, () -> {
                byte[] bytes = new byte[taken(source.remaining(), position)];
                source.get(bytes);
                put(position, bytes);
                return bytes.length;
            });
            if (mode == OpenMode.SYNCHRONOUS) {
                force(false);
            }
            return written;
        }
    }

    @Override
    public int blockSize() {
        return mode == OpenMode.DIRECT ? SimDisk.BLOCK_BYTES : 1;
    }

    /** As many whole blocks as so many bytes have, but at least one. */
    private int blocks(int bytes) {
        return Math.max(blockSize(), bytes - bytes % blockSize());
    }

    private void requireBlocks(long position, int length) {
        if (position % blockSize() != 0 || length % blockSize() != 0) {
            throw new IllegalArgumentException("a direct write to " + SimTree.describe(name)
                    + " starts and ends at multiples of " + blockSize() + " bytes, not " + length
                    + " bytes at offset " + position);
        }
    }

    private int taken(int offered, long position) {
        boolean cut = disk.options.shortWrites && disk.random.nextInt(4) == 0;
        int taken = cut ? blocks(1 + disk.random.nextInt(offered)) : offered;
        long missing = position + taken - file.current.size() - disk.space.free();
        if (missing <= 0 || disk.options.delayedAllocation) {
            return taken;
        }
        if (missing > taken - blockSize()) {
            throw SimSpace.full("write", SimTree.describe(name));
        }
        return blocks((int) (taken - missing)); // write(2): what fits is written, and only the next call fails
    }

    private void put(long position, byte[] bytes) {
        disk.space.use(Math.max(0, position + bytes.length - file.current.size()));
        SimFaults.Place elsewhere = disk.faults.ofWrite(disk.power.count(Kind.WRITE) - 1);
        if (elsewhere == null) {
            Change.Write write = new Change.Write(position, bytes);
            boolean durable = mode == OpenMode.DIRECT && !disk.power.isCut() && !disk.options.lyingSync;
            if (durable) {
                file.changeDurably(write);
            } else {
                file.change(write);
            }
            return;
        }
        file.current.write(position, bytes); // until the next crash the cache hides it
        SimFile hit = disk.tree.file("write", elsewhere.name());
        long before = hit.current.size();
        hit.durable.write(elsewhere.offset(), bytes);
        hit.current.write(elsewhere.offset(), bytes);
        disk.space.use(hit.current.size() - before);
    }

    @Override
    public void force(boolean metadata) {
        synchronized (disk) {
            requireOpen();
            disk.step(Kind.FORCE, name, () -> {
                if (!disk.power.isCut() && !disk.options.lyingSync) {
                    force();
                }
            });
        }
    }

    private void force() {
        if (disk.options.delayedAllocation && disk.space.isOverdrawn()) {
            file.pending.clear();
            throw SimSpace.full("force", SimTree.describe(name));
        }
        ForceFailure failure = disk.faults.ofForce(disk.power.count(Kind.FORCE) - 1);
        if (failure != null) {
            file.pending.clear();
            if (failure == ForceFailure.REVERT) {
                disk.space.use(file.durable.size() - file.current.size());
                file.current = file.durable.copy();
            }
            throw SimTree.deviceFailed("force", name);
        }
        file.force();
        if (disk.options.forceKeepsNames) {
            disk.tree.syncNamesOf(file);
        }
    }

    @Override
    public void truncate(long size) {
        synchronized (disk) {
            requireWritable();
            requireOrdinary();
            if (size < 0 || size > file.current.size()) {
                throw new IllegalArgumentException("cannot truncate " + SimTree.describe(name) + " to " + size
                        + ": it has " + file.current.size());
            }
            disk.step(Kind.TRUNCATE, name, () -> {
                disk.space.use(size - file.current.size());
                file.change(new Change.Truncate(size));
            });
        }
    }

    @Override
    public long size() {
        synchronized (disk) {
            requireOpen();
            return file.current.size();
        }
    }

    @Override
    public void preallocate(long size) {
        synchronized (disk) {
            requireWritable();
            requireOrdinary();
            disk.step(Kind.PREALLOCATE, name, () -> {
                if (size > file.current.size()) {
                    reserve(size);
                }
            });
        }
    }

    private void reserve(long size) {
        long from = file.current.size();
        disk.space.claim(size - from, "preallocate", SimTree.describe(name));
        file.change(new Change.Extend(size));
        if (disk.options.noiseInReserved) {
            Content noise = new Content();
            noise.noise(0, size - from, disk.random);
            file.change(new Change.Write(from, noise.bytes()));
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            if (!closed) {
                disk.release(this);
            }
        }
    }

    void markClosed() {
        closed = true;
    }

    private void requireOpen() {
        disk.power.requireOn();
        if (boot != disk.boot) {
            throw new SimulatedCrash(disk.power.operations(), "the program that had opened " + name + " was ended");
        }
        if (closed) {
            throw SimTree.refuse(StorageException.Kind.IO, "use", name, "the file is closed");
        }
    }

    private void requireWritable() {
        requireOpen();
        if (mode == OpenMode.READ) {
            throw new IllegalStateException(SimTree.describe(name) + " was opened for reading only");
        }
    }

    private void requireOrdinary() {
        if (mode == OpenMode.DIRECT) {
            throw new IllegalStateException(SimTree.describe(name) + " was opened for direct writes only");
        }
    }

    private static void requirePosition(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is negative");
        }
    }
}
