// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.storage.StorageLockedException;
import io.duramen.storage.StorageNames;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimNode.Range;
import io.duramen.testkit.SimNode.SimDirectory;
import io.duramen.testkit.SimNode.SimFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what would survive a power failure, and can show any of the states one may leave.
 *
 * <p>It keeps what programs read apart from what the device holds. {@link StorageFile#force} moves the contents of a file to
 * the device and {@link #syncDirectory} the names in a directory; nothing else does. {@link #crash} draws one of the possible
 * states: what was durable stays, each write that was not is kept, dropped or torn at sector boundaries, a dropped one may
 * still have made the file longer, a {@linkplain io.duramen.storage.OpenMode#DIRECT direct} one that returned is there, and names that were not synced come or go by {@link NameOrder}. The same seed draws the
 * same state.
 *
 * <p>The operations that can change what a crash leaves ({@link Kind#isChanging}) are numbered from 0; {@link #crashAt} cuts
 * the power inside one of them. Crashing in each of them in turn leaves nothing to luck; {@link CrashRunner} does so.
 *
 * <p>The disk can also be full, fail a force, refuse to read a sector, rot, and write to the wrong place.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread; operations happen one at a time.
 */
public final class SimDisk implements Storage {

    /** What a name costs of the disk's capacity. */
    public static final int NAME_BYTES = 64;

    /** What direct writes start and end at multiples of. */
    public static final int BLOCK_BYTES = 4096;

    final SimOptions options;
    final SplittableRandom random;
    final SimTree tree;
    final SimSpace space;
    final SimPower power = new SimPower();
    final SimFaults faults = new SimFaults();
    private final Set<SimHandle> open = new LinkedHashSet<>();
    private final Set<SimFile> locked = new HashSet<>();
    int boot;

    private SimDisk(SimOptions options, SimDirectory root) {
        this.options = options;
        this.random = new SplittableRandom(options.seed);
        this.tree = new SimTree(root);
        this.space = new SimSpace(options.capacity);
        space.use(tree.names() * NAME_BYTES);
        new HashSet<>(tree.files().values()).forEach(file -> space.use(file.current.size()));
    }

    /**
     * An empty disk of the default kind.
     *
     * @return the disk
     */
    public static SimDisk create() {
        return create(SimOptions.defaults());
    }

    /**
     * An empty disk.
     *
     * @param options what kind of disk
     * @return the disk
     */
    public static SimDisk create(SimOptions options) {
        return new SimDisk(options, new SimDirectory());
    }

    // ---- crashes

    /**
     * Cuts the power inside an operation: a write may be there in part, a force may have covered some of what it should; the
     * operation and every later one throw {@link SimulatedCrash}.
     *
     * @param operation the operation's number, counted from 0 since this disk was made, at least {@link #operations}
     */
    public synchronized void crashAt(long operation) {
        power.cutAt(operation);
    }

    /**
     * Tells whether the power failed.
     *
     * @return {@code true} from the operation given to {@link #crashAt} on
     */
    public synchronized boolean isCrashed() {
        return power.isCut();
    }

    /**
     * Tells in which operation the power failed.
     *
     * @return the kind of the operation and the file or directory, a renamed one by its old name; {@code null} if the power did
     *     not fail
     */
    public synchronized @Nullable Operation crashedIn() {
        return power.cutIn();
    }

    /**
     * Shows a state that a power failure now, or the one that happened, may leave. This disk is not changed, so that many
     * states can be drawn from one run; the disks are independent of each other.
     *
     * @param seed which state: 0 has nothing that was not durable, 1 has everything that was written, any other number is
     *     drawn from between them
     * @return a new disk, as it is found after the restart, without locks, open files or arranged failures
     */
    public synchronized SimDisk crash(long seed) {
        return new SimDisk(options.withCapacity(space.capacity()), tree.afterCrash(options, seed));
    }

    /**
     * Ends the program and not the machine: locks and open files are gone, everything written can be read, and nothing
     * became durable by it. A crash arranged or happened is forgotten.
     */
    public synchronized void restart() {
        boot++;
        List.copyOf(open).forEach(this::release);
        locked.clear();
        power.restore();
    }

    /**
     * Returns how many changing operations were done.
     *
     * @return the number the next one gets
     */
    public synchronized long operations() {
        return power.operations();
    }

    /**
     * Returns how many operations of a kind were done.
     *
     * @param kind a {@linkplain Kind#isChanging changing} kind; others are not counted
     * @return the number the next one of this kind gets
     */
    public synchronized long count(Kind kind) {
        return power.count(kind);
    }

    // ---- faults

    /**
     * Arranges for a force to fail. What it should have covered counts as written from then on and never becomes durable.
     *
     * @param index the force's number among all of this disk, from 0; the next one is {@code count(Kind.FORCE)}
     * @param failure what the file reads as afterwards
     */
    public synchronized void failForce(long index, ForceFailure failure) {
        faults.failForce(index, failure);
    }

    /**
     * Arranges for a directory sync to fail. The names it should have covered may survive a crash or not, and no later sync
     * of the directory changes that.
     *
     * @param index the sync's number among all of this disk, from 0
     */
    public synchronized void failDirectorySync(long index) {
        faults.failDirectorySync(index);
    }

    /**
     * Arranges for a write to land in the wrong place, at once and durably. The program reads back what it wrote until the
     * next crash.
     *
     * @param index the write's number among all of this disk, from 0
     * @param name the file it lands in
     * @param offset where
     */
    public synchronized void misdirectWrite(long index, String name, long offset) {
        faults.misdirectWrite(index, new SimFaults.Place(name, offset));
    }

    /**
     * Makes part of a file unreadable, also after crashes. It can still be written.
     *
     * @param name the file
     * @param offset the first byte; the whole sectors it and the last byte are in become unreadable
     * @param length the bytes
     */
    public synchronized void failReads(String name, long offset, long length) {
        long sector = options.sectorSize;
        long start = offset / sector * sector;
        long end = (offset + length + sector - 1) / sector * sector;
        tree.file("damage", name).unreadable.add(new Range(start, end - start));
    }

    /**
     * Makes a file readable again.
     *
     * @param name the file
     */
    public synchronized void healReads(String name) {
        tree.file("heal", name).unreadable.clear();
    }

    /** Forgets the failures of forces, directory syncs and writes that were arranged and not yet met. */
    public synchronized void heal() {
        faults.clear();
    }

    /**
     * Flips one bit on the device.
     *
     * @param name the file
     * @param bit the bit's place: eight times the byte's, plus 0 for its lowest to 7 for its highest bit
     */
    public synchronized void flipBit(String name, long bit) {
        rot(name, bit / 8, 1, (content, at) -> {
            byte[] one = new byte[1];
            content.read(at.offset(), ByteBuffer.wrap(one), 1);
            one[0] ^= (byte) (1 << (bit % 8));
            content.write(at.offset(), one);
        });
    }

    /**
     * Fills part of a file with zeros on the device.
     *
     * @param name the file
     * @param offset the first byte
     * @param length the bytes; what lies behind the end is left out
     */
    public synchronized void zero(String name, long offset, long length) {
        rot(name, offset, length, (content, at) -> content.zero(at.offset(), at.length()));
    }

    /**
     * Fills part of a file with noise on the device.
     *
     * @param name the file
     * @param offset the first byte
     * @param length the bytes; what lies behind the end is left out
     * @param seed which noise
     */
    public synchronized void noise(String name, long offset, long length, long seed) {
        rot(name, offset, length, (content, at) -> content.noise(at.offset(), at.length(), new SplittableRandom(seed)));
    }

    /**
     * Replaces part of a file on the device.
     *
     * @param name the file
     * @param offset the first byte
     * @param bytes the new bytes; what lies behind the end is left out
     */
    public synchronized void overwrite(String name, long offset, byte[] bytes) {
        rot(name, offset, bytes.length, (content, at) -> content.write(at.offset(), bytes, 0, (int) at.length()));
    }

    private void rot(String name, long offset, long length, BiConsumer<Content, Range> damage) {
        SimFile file = tree.file("damage", name);
        for (Content content : List.of(file.durable, file.current)) {
            long there = Math.min(length, content.size() - offset);
            if (there > 0) {
                damage.accept(content, new Range(offset, there));
            }
        }
    }

    /**
     * Changes how much fits, from now on.
     *
     * @param bytes the bytes that fit; fewer than are in use is a full disk
     */
    public synchronized void setCapacity(long bytes) {
        space.setCapacity(bytes);
    }

    // ---- what is there

    /**
     * Returns the files as programs see them.
     *
     * @return sizes in bytes by full name, in a new map
     */
    public synchronized SortedMap<String, Long> files() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        tree.files().forEach((name, file) -> sizes.put(name, file.current.size()));
        return sizes;
    }

    /**
     * Returns what a program reads from a file, unreadable sectors included.
     *
     * @param name the file
     * @return all its bytes, in a new array
     */
    public synchronized byte[] bytes(String name) {
        return tree.file("read", name).current.bytes();
    }

    /**
     * Returns the files that are open, to find those a program forgot to close.
     *
     * @return the names they were opened under, in the order they were opened
     */
    public synchronized List<String> openFiles() {
        return open.stream().map(SimHandle::name).toList();
    }

    // ---- Storage

    @Override
    public synchronized StorageFile open(String name, OpenMode mode) {
        StorageNames.checkEntry(name);
        if (mode == OpenMode.CREATE_NEW) {
            return step(Kind.CREATE, name, () -> handle(name, mode, createFile("open", name)));
        }
        power.requireOn();
        SimFile file = tree.file("open", name);
        if (mode == OpenMode.DIRECT && !options.directWrites) {
            throw SimTree.refuse(StorageException.Kind.UNSUPPORTED, "open", name, "no direct writes (simulated)");
        }
        return handle(name, mode, file);
    }

    private SimFile createFile(String operation, String name) {
        SimFile file = new SimFile(new Content());
        addName(operation, name, file);
        return file;
    }

    private void addName(String operation, String name, SimNode node) {
        tree.requireFree(operation, name);
        space.claim(NAME_BYTES, operation, describe(name));
        try {
            tree.add(operation, name, node);
        } catch (StorageException refused) {
            space.use(-NAME_BYTES);
            throw refused;
        }
        if (node instanceof SimFile file) {
            file.names++;
        }
    }

    private SimHandle handle(String name, OpenMode mode, SimFile file) {
        SimHandle handle = new SimHandle(this, name, mode, file);
        file.handles++;
        open.add(handle);
        return handle;
    }

    @Override
    public synchronized boolean exists(String name) {
        power.requireOn();
        return tree.find(name) != null;
    }

    @Override
    public synchronized List<String> list(String directory) {
        power.requireOn();
        List<String> names = new ArrayList<>();
        tree.directory("list", directory)
                .current
                .forEach((name, node) -> names.add(node instanceof SimDirectory ? name + "/" : name));
        names.sort(null);
        return List.copyOf(names);
    }

    @Override
    public synchronized void createDirectory(String directory) {
        StorageNames.check(directory);
        step(Kind.CREATE_DIRECTORY, directory, () -> addName("create directory", directory, new SimDirectory()));
    }

    @Override
    public synchronized void rename(String from, String to) {
        StorageNames.checkEntry(from);
        StorageNames.checkEntry(to);
        step(Kind.RENAME, from, () -> {
            SimNode node = tree.find(from);
            SimNode replaced = tree.find(to);
            if (node != null && node == replaced) {
                return; // rename(2): two names of one file are both left alone
            }
            if (replaced == null) {
                space.claim(NAME_BYTES, "rename", describe(from)); // the directory may have to grow first
                space.use(-NAME_BYTES);
            }
            tree.rename(from, to);
            if (replaced != null) {
                dropName(replaced);
            }
        });
    }

    @Override
    public synchronized void link(String existing, String link) {
        StorageNames.checkEntry(link);
        step(Kind.LINK, existing, () -> addName("link", link, tree.file("link", existing)));
    }

    @Override
    public synchronized void delete(String name) {
        StorageNames.checkEntry(name);
        step(Kind.DELETE, name, () -> {
            SimNode node = tree.find(name);
            tree.remove(name);
            if (node != null) {
                dropName(node);
            }
        });
    }

    private void dropName(SimNode node) {
        space.use(-NAME_BYTES);
        if (node instanceof SimFile file) {
            file.names--;
            freeIfGone(file);
        }
    }

    /** A handle was closed. */
    void release(SimHandle handle) {
        handle.markClosed();
        open.remove(handle);
        handle.file.handles--;
        freeIfGone(handle.file);
    }

    private void freeIfGone(SimFile file) {
        if (file.names == 0 && file.handles == 0) {
            space.use(-file.current.size());
        }
    }

    @Override
    public synchronized void syncDirectory(String directory) {
        StorageNames.check(directory);
        step(Kind.SYNC_DIRECTORY, directory, () -> {
            SimDirectory found = tree.directory("sync directory", directory);
            if (power.isCut() || options.lyingSync) {
                return;
            }
            if (faults.ofDirectorySync(power.count(Kind.SYNC_DIRECTORY) - 1)) {
                tree.lose(found);
                throw SimTree.deviceFailed("sync directory", directory);
            }
            tree.sync(found, options.names);
        });
    }

    @Override
    public synchronized StorageLock lock(String name) {
        StorageNames.checkEntry(name);
        return step(Kind.LOCK, name, () -> {
            SimNode node = tree.find(name);
            SimFile file = node == null ? createFile("lock", name) : tree.file("lock", name);
            if (!locked.add(file)) {
                throw new StorageLockedException(describe(name), "another opener of this simulated disk");
            }
            return new SimLock(file);
        });
    }

    private final class SimLock implements StorageLock {
        private final SimFile file;
        private final int taken = boot;
        private boolean closed;

        SimLock(SimFile file) {
            this.file = file;
        }

        @Override
        public void close() {
            synchronized (SimDisk.this) {
                if (!closed && taken == boot) {
                    locked.remove(file);
                }
                closed = true;
            }
        }
    }

    @Override
    public synchronized long usableSpace() {
        power.requireOn();
        return space.free();
    }

    @Override
    public String describe(String name) {
        return SimTree.describe(StorageNames.check(name));
    }

    /** Returns the kind of disk and how far it is used. */
    @Override
    public synchronized String toString() {
        return "disk with " + options + ", " + power.operations() + " operations done";
    }

    // ---- steps

    void step(Kind kind, String name, Runnable work) {
        step(kind, name, () -> {
            work.run();
            return true;
        });
    }

    /** Does a changing operation; if the power fails in it, it is begun, never returns, and made nothing durable. */
    <T> T step(Kind kind, String name, Supplier<T> work) {
        power.begin(kind, name);
        try {
            return work.get();
        } finally {
            power.requireOn();
        }
    }
}
