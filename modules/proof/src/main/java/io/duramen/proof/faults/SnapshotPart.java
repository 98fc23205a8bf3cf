// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.base.Progress;
import io.duramen.commit.SnapshotCatalog;
import io.duramen.commit.StateStore;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What says what a named snapshot is, of a store that has no other. */
final class SnapshotPart implements Decoder {
    private final SimDisk intact;
    private final String id;

    SnapshotPart() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, StorePart.options())) {
            byte[] key = "key".getBytes(StandardCharsets.US_ASCII);
            store.commit(transaction -> transaction.put(key, key));
            this.id = store.snapshots().create("before the upgrade").id();
        }
        this.intact = disk.crash(0);
    }

    private String file() {
        return "snap/" + id + "/SNAPSHOT";
    }

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public List<byte[]> samples() {
        return List.of(intact.bytes(file()));
    }

    @Override
    public byte[] mended(byte[] input) {
        return Mending.manifest(input.clone());
    }

    @Override
    public SimDisk image(byte[] input) {
        SimDisk image = intact.crash(0);
        StorePart.write(image, file(), input);
        return image;
    }

    @Override
    public void decode(Storage storage) {
        SnapshotCatalog snapshots = StateStore.snapshots(storage, StorePart.options());
        snapshots.problems();
        snapshots.verify(snapshots.find(id).id(), Progress.NONE);
    }
}
