// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A file of a checkpoint, or the manifest that names it, of a store that has no other. */
final class StorePart implements Decoder {
    private static final String MANIFEST = "MANIFEST";

    private final String name;
    private final SimDisk intact;
    private final String file;

    private StorePart(String name, SimDisk intact, String file) {
        this.name = name;
        this.intact = intact;
        this.file = file;
    }

    static List<Decoder> all() {
        SimDisk base = written(false);
        SimDisk delta = written(true);
        return List.of(
                new StorePart("checkpoint", base, named(base, "base.kvs")),
                new StorePart("delta", delta, named(delta, "delta.kvs")),
                new StorePart("manifest", delta, MANIFEST),
                new SnapshotPart());
    }

    private static String named(SimDisk disk, String end) {
        return disk.files().keySet().stream()
                .filter(file -> file.startsWith("ckpt/") && file.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static SimDisk written(boolean delta) {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, options())) {
            for (int n = 1; n <= 5; n++) {
                byte[] key = ("key " + n).getBytes(StandardCharsets.US_ASCII);
                byte[] value = TrialLog.small(n).array();
                store.commit(transaction -> transaction.put(key, value));
            }
            store.checkpoint();
            if (delta) {
                byte[] gone = "key 2".getBytes(StandardCharsets.US_ASCII);
                byte[] set = "key 6".getBytes(StandardCharsets.US_ASCII);
                store.commit(transaction -> transaction.delete(gone).put(set, gone));
                store.checkpoint();
            }
        }
        return disk.crash(0);
    }

    static StoreOptions options() {
        return StoreOptions.builder()
                .wal(TrialLog.options(Durability.WAL, 1).build())
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<byte[]> samples() {
        return List.of(intact.bytes(file));
    }

    @Override
    public byte[] mended(byte[] input) {
        return isManifest() ? Mending.manifest(input.clone()) : Mending.checkpoint(input.clone());
    }

    private boolean isManifest() {
        return file.equals(MANIFEST);
    }

    /** The manifest names the file's length and digest last, and so is made to fit. */
    @Override
    public SimDisk image(byte[] input) {
        SimDisk image = intact.crash(0);
        write(image, file, input);
        if (!isManifest()) {
            byte[] manifest = image.bytes(MANIFEST);
            int at = manifest.length - 64 - 40;
            Mending.little(manifest).putLong(at, input.length);
            System.arraycopy(Mending.sha256(input, 0, input.length), 0, manifest, at + 8, 32);
            write(image, MANIFEST, Mending.manifest(manifest));
        }
        return image;
    }

    @Override
    public void decode(Storage storage) {
        try (ReadableStore store = StateStore.openReadOnly(storage, options())) {
            store.root();
            store.size();
        }
    }

    /** Replaces a file. */
    static void write(SimDisk disk, String name, byte[] bytes) {
        if (disk.exists(name)) {
            disk.delete(name);
        }
        try (StorageFile file = disk.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
        }
    }
}
