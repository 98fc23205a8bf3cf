// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.wal.CorruptLogException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log's directory in which compressed segments look like the segments they were: listed, opened and deleted under those
 * names, so that whoever verifies, reads, follows, salvages or removes segments need not know. Nor need he know that one was
 * {@linkplain ResealedFile re-encrypted}.
 *
 * <p>Where both are there, the segment counts, and the compressed one is as if it were not: the segment is what was forced when
 * its records were acknowledged. It is deleted only when the compressed one is durable under its name.
 */
final class CompressedSegments implements Storage {
    private final Storage storage;
    private final @Nullable Sealing sealing;
    private final @Nullable Consumer<String> salvaging;
    private final ReentrantLock swap = new ReentrantLock(); // over what takes away a segment's name
    private final Map<Long, Long> sizes = new ConcurrentHashMap<>(); // of those compressed ones that were seen

    private CompressedSegments(Storage storage, @Nullable Sealing sealing, @Nullable Consumer<String> salvaging) {
        this.storage = storage;
        this.sealing = sealing;
        this.salvaging = salvaging;
    }

    /** Those of a directory whose re-encrypted segments nobody reads. */
    static CompressedSegments in(Storage storage) {
        return in(storage, null);
    }

    /** @param sealing opens re-encrypted segments, {@code null} for none */
    static CompressedSegments in(Storage storage, @Nullable Sealing sealing) {
        return storage instanceof CompressedSegments already ? already : new CompressedSegments(storage, sealing, null);
    }

    /** Opens damaged ones, too, as far as they can be read; {@code notes} hears of those that cannot at all. */
    static CompressedSegments salvagedFrom(Storage storage, @Nullable Sealing sealing, Consumer<String> notes) {
        return new CompressedSegments(storage, sealing, notes);
    }

    /** The bytes a segment takes, which are its capacity unless it is compressed. */
    static long storedBytes(Storage storage, SegmentHeader segment) {
        Long size = storage instanceof CompressedSegments view ? view.sizes.get(segment.number()) : null;
        return size == null ? segment.capacity() : size;
    }

    /** Whether a segment is there and not yet compressed. */
    boolean isPlain(long number) {
        return storage.exists(LogNames.segment(number));
    }

    /** What is really there. */
    Storage files() {
        return storage;
    }

    /**
     * Puts a compressed segment, forced and compared, in the segment's place.
     *
     * @return its size; 0 if a checkpoint has removed the segment meanwhile, and with it the reason for all this
     */
    long replace(long number, String made, long size) {
        String segment = LogNames.segment(number);
        swap.lock();
        try {
            if (!storage.exists(segment)) {
                storage.delete(made);
                return 0;
            }
            storage.rename(made, CompressedNames.of(segment));
            storage.syncDirectory(LogNames.DIRECTORY);
            storage.delete(segment);
            sizes.put(number, size);
            storage.syncDirectory(LogNames.DIRECTORY);
            return size;
        } finally {
            swap.unlock();
        }
    }

    /** Deletes what a crash left of a compression; only after the log was verified. */
    void tidy() {
        List<String> names = storage.list(LogNames.DIRECTORY);
        List<String> leftovers = new ArrayList<>();
        for (String name : names) {
            if (LogNames.isUnfinished(name, CompressedNames.COMPRESSING)
                    || (CompressedNames.isCompressed(name) && names.contains(CompressedNames.plain(name)))) {
                leftovers.add(LogNames.DIRECTORY + "/" + name);
            }
        }
        leftovers.forEach(storage::delete);
        if (!leftovers.isEmpty()) {
            storage.syncDirectory(LogNames.DIRECTORY);
        }
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        if (mode != OpenMode.READ || !CompressedNames.isSegment(name)) {
            return storage.open(name, mode);
        }
        try {
            return ResealedFile.of(storage.open(name, mode), name, storage.describe(name), sealing);
        } catch (StorageException e) {
            // in this order: it is compressed before it is deleted
            StorageFile compressed = e.kind() == Kind.NOT_FOUND ? openCompressed(name) : null;
            if (compressed == null) {
                throw e;
            }
            return compressed;
        }
    }

    private @Nullable StorageFile openCompressed(String name) {
        String compressed = CompressedNames.of(name);
        long number = CompressedNames.number(name);
        String fullName = storage.describe(compressed);
        StorageFile file;
        try {
            file = storage.open(compressed, OpenMode.READ);
            sizes.put(number, file.size());
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
        if (salvaging == null) {
            return CompressedFile.open(file, name, fullName, number);
        }
        try {
            return CompressedFile.openDamaged(file, name, fullName);
        } catch (CorruptLogException hopeless) {
            salvaging.accept(String.valueOf(hopeless.getMessage()));
            return new UnreadableFile(name, hopeless);
        }
    }

    @Override
    public boolean exists(String name) {
        return storage.exists(name) || (CompressedNames.isSegment(name) && storage.exists(CompressedNames.of(name)));
    }

    @Override
    public List<String> list(String directory) {
        List<String> names = storage.list(directory);
        if (!directory.equals(LogNames.DIRECTORY)) {
            return names;
        }
        TreeSet<String> seen = new TreeSet<>();
        for (String name : names) {
            if (!LogNames.isUnfinished(name, CompressedNames.COMPRESSING)) {
                seen.add(CompressedNames.isCompressed(name) ? CompressedNames.plain(name) : name);
            }
        }
        return List.copyOf(seen);
    }

    @Override
    public void createDirectory(String directory) {
        storage.createDirectory(directory);
    }

    @Override
    public void rename(String from, String to) {
        swap.lock();
        try {
            storage.rename(from, to);
        } finally {
            swap.unlock();
        }
    }

    @Override
    public void link(String existing, String link) {
        storage.link(existing, link);
    }

    @Override
    public void delete(String name) {
        if (!CompressedNames.isSegment(name)) {
            storage.delete(name);
            return;
        }
        swap.lock();
        try {
            String compressed = CompressedNames.of(name);
            boolean both = storage.exists(compressed);
            if (both) {
                storage.delete(compressed);
                sizes.remove(CompressedNames.number(name));
            }
            if (!both || storage.exists(name)) {
                storage.delete(name);
            }
        } finally {
            swap.unlock();
        }
    }

    @Override
    public void syncDirectory(String directory) {
        storage.syncDirectory(directory);
    }

    @Override
    public StorageLock lock(String name) {
        return storage.lock(name);
    }

    @Override
    public void hintWriteBack(String name, long position, long length) {
        storage.hintWriteBack(name, position, length);
    }

    @Override
    public long usableSpace() {
        return storage.usableSpace();
    }

    /** Names the file that is really there, as far as it was seen. */
    @Override
    public String describe(String name) {
        boolean compressed = CompressedNames.isSegment(name) && sizes.containsKey(CompressedNames.number(name));
        return storage.describe(compressed ? CompressedNames.of(name) : name);
    }
}
