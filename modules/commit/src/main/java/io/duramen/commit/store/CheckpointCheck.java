// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleLoader;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.merkle.RootBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what was written of a checkpoint back and computes its root from what was read, never from what is in memory. */
final class CheckpointCheck {
    /** So many that few nodes are hashed more often than once, and so few that they take little beside a state. */
    private static final int CHANGES_AT_A_TIME = 1 << 15;

    /** Which part of the heap the hashes of keys and values may take; where there are more, files are read several times. */
    private static final int PART_OF_HEAP = 16;

    private final CheckpointReader reader;
    private final long mostBytes;

    CheckpointCheck(CheckpointReader reader) {
        this(reader, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** @param mostBytes how many bytes of hashes may be held */
    CheckpointCheck(CheckpointReader reader, long mostBytes) {
        this.reader = reader;
        this.mostBytes = mostBytes;
    }

    /**
     * Reads all files of a checkpoint and computes its root from the keys and values in them, in 64 bytes a key, or, if that
     * is too much, in as many passes as there is memory for. It goes from the newest file to the base: what the newest says of
     * a key counts.
     *
     * @return what is wrong, or {@code null} if nothing is
     */
    @Nullable
    String problem(Manifest manifest) {
        CheckpointFile newest = manifest.newest();
        if (newest == null) {
            return null;
        }
        String shown = reader.shown(newest);
        RootBuilder builder = new RootBuilder(manifest.salt().bytes());
        try {
            int passes = passes(manifest.keys());
            for (int pass = 0; pass < passes; pass++) {
                readBackwards(manifest, builder, pass, passes);
                builder.endPass(pass, passes);
            }
        } catch (DamagedException e) {
            return e.problem();
        }
        Root found = builder.root();
        return found.equals(manifest.root()) ? null : shown + ": expected root " + manifest.root() + ", found " + found;
    }

    private int passes(long keys) {
        int passes = 1;
        while (passes < RootBuilder.MOST_PASSES && keys * RootBuilder.ENTRY_BYTES / passes > mostBytes) {
            passes *= 2;
        }
        return passes;
    }

    private void readBackwards(Manifest manifest, RootBuilder builder, int pass, int passes) throws DamagedException {
        List<CheckpointFile> files = manifest.files();
        Set<ByteBuffer> decided = new HashSet<>();
        long[] keys = {0};
        long lsn = manifest.lsn();
        for (int i = files.size() - 1; i >= 0; i--) {
            CheckpointFile file = files.get(i);
            boolean delta = file.kind() == CheckpointFile.Kind.DELTA;
            Set<ByteBuffer> own = new HashSet<>();
            CheckpointReader.Contents contents = reader.read(manifest.storeId(), file, entry -> {
                ByteBuffer key = ByteBuffer.wrap(entry.key);
                byte[] value = entry.value;
                if (!decided.contains(key) && value != null) {
                    checkHashes(file, builder.add(pass, passes, entry.key, value), entry);
                    keys[0]++;
                }
                if (delta) {
                    own.add(key);
                }
            });
            decided.addAll(own);
            boolean last = i == files.size() - 1;
            if (last ? contents.lsn() != lsn : contents.lsn() >= lsn) {
                throw new DamagedException(
                        reader.shown(file), "the state of record " + lsn + (last ? "" : " or before"), "another");
            }
            lsn = contents.lsn();
        }
        if (keys[0] != manifest.keys()) {
            throw new DamagedException(reader.shown(files.get(0)), manifest.keys() + " keys", keys[0] + " keys");
        }
    }

    private void checkHashes(CheckpointFile file, byte @Nullable [] leaf, StoredEntry entry) throws DamagedException {
        if (leaf == null) {
            return; // another pass checks it
        }
        if (!Arrays.equals(leaf, 0, Root.BYTES, entry.keyHash, 0, Root.BYTES)
                || !Arrays.equals(leaf, Root.BYTES, leaf.length, entry.valueHash, 0, Root.BYTES)) {
            throw new DamagedException(reader.shown(file), "the hashes of an entry's key and value", "others");
        }
    }

    /**
     * Reads a delta back and applies what was read to the state it was made on.
     *
     * @param before that state
     * @param manifest names the delta last
     * @return what is wrong, or {@code null} if nothing is
     */
    @Nullable
    String deltaProblem(MerkleMap before, Manifest manifest) {
        CheckpointFile delta = manifest.newest();
        if (delta == null) {
            return null;
        }
        try {
            MerkleMap after = apply(before, manifest, delta);
            return after.size() == manifest.keys()
                    ? null
                    : reader.shown(delta) + ": expected " + manifest.keys() + " keys, found " + after.size();
        } catch (DamagedException e) {
            return e.problem();
        }
    }

    /**
     * Reads all files of a checkpoint, from the base on.
     *
     * @param manifest names them
     * @param damaged hears of the file that is not as it was written, before the exception
     * @return the state, whose root is the manifest's
     * @throws DamagedException if a file is not as it was written
     */
    MerkleMap load(Manifest manifest, Consumer<CheckpointFile> damaged) throws DamagedException {
        MerkleMap map = MerkleMap.empty(manifest.salt().bytes());
        for (CheckpointFile file : manifest.files()) {
            try {
                map = file.kind() == CheckpointFile.Kind.BASE ? base(manifest, file) : apply(map, manifest, file);
            } catch (DamagedException e) {
                damaged.accept(file);
                throw e;
            }
        }
        if (!map.root().equals(manifest.root()) || map.size() != manifest.keys()) {
            throw new DamagedException(
                    "the manifest of generation " + manifest.generation(),
                    "root " + manifest.root() + " over " + manifest.keys() + " keys",
                    map.root() + " over " + map.size());
        }
        return map;
    }

    /** Applies a delta to the state that the files before it give, some changes at a time. */
    private MerkleMap apply(MerkleMap before, Manifest manifest, CheckpointFile file) throws DamagedException {
        MerkleMap[] map = {before};
        List<MerkleChange> changes = new ArrayList<>();
        CheckpointReader.Contents contents = reader.read(manifest.storeId(), file, entry -> {
            changes.add(entry.change());
            if (changes.size() == CHANGES_AT_A_TIME) {
                map[0] = map[0].with(changes);
                changes.clear();
            }
        });
        return checked(manifest, file, contents, map[0].with(changes));
    }

    /** Loads a base, without holding its entries twice. */
    private MerkleMap base(Manifest manifest, CheckpointFile file) throws DamagedException {
        MerkleLoader loader = new MerkleLoader(manifest.salt().bytes());
        CheckpointReader.Contents contents = reader.read(manifest.storeId(), file, entry -> {
            byte[] value = entry.value;
            if (value != null) { // as it always is in a base
                loader.add(entry.key, value, entry.version);
            }
        });
        return checked(manifest, file, contents, loader.finish());
    }

    /** Compares the state a file leads to with the root recorded in it, and in the manifest if it is the last. */
    private MerkleMap checked(
            Manifest manifest, CheckpointFile file, CheckpointReader.Contents contents, MerkleMap after)
            throws DamagedException {
        boolean last = file.equals(manifest.newest());
        if (last ? contents.lsn() != manifest.lsn() : contents.lsn() >= manifest.lsn()) {
            throw new DamagedException(reader.shown(file), "the state of record " + manifest.lsn(), "another");
        }
        Root expected = last ? manifest.root() : contents.root();
        if (!after.root().equals(expected) || !contents.root().equals(expected)) {
            throw new DamagedException(
                    reader.shown(file),
                    "root " + expected,
                    contents.root() + " recorded and " + after.root() + " computed");
        }
        return after;
    }
}
