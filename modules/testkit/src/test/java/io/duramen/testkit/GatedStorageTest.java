// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.GatedStorage.Gate;
import io.duramen.testkit.GatedStorage.Moment;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gate before, in and after every changing call. */
class GatedStorageTest {
    private final SimDisk disk = SimDisk.create();
    private final List<String> passed = new ArrayList<>();

    private void note(Moment moment, Operation operation) {
        passed.add(moment + " " + operation);
    }

    @Test
    void eachChangingCallPassesBeforeAndAfter() {
        GatedStorage storage = GatedStorage.over(disk, this::note);
        storage.createDirectory("wal");
        try (StorageFile file = storage.open("wal/new", OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.allocate(10), 0);
            file.force(true);
            storage.rename("wal/new", "wal/named");
            file.writeFully(ByteBuffer.allocate(5), 10);
        }
        storage.syncDirectory("wal");
        storage.delete("wal/named");

        assertEquals(
                List.of(
                        "BEFORE create directory wal",
                        "AFTER create directory wal",
                        "BEFORE create wal/new",
                        "AFTER create wal/new",
                        "BEFORE write wal/new 0+10",
                        "AFTER write wal/new 0+10",
                        "BEFORE force wal/new with metadata",
                        "AFTER force wal/new with metadata",
                        "BEFORE rename wal/new to wal/named",
                        "AFTER rename wal/new to wal/named",
                        "BEFORE write wal/named 10+5",
                        "AFTER write wal/named 10+5",
                        "BEFORE sync directory wal",
                        "AFTER sync directory wal",
                        "BEFORE delete wal/named",
                        "AFTER delete wal/named"),
                passed);
    }

    @Test
    void aWriteThatIsASyncIsTakenApart() {
        disk.open("file", OpenMode.CREATE_NEW).close();
        GatedStorage storage = GatedStorage.over(disk, this::note);
        try (StorageFile file = storage.open("file", OpenMode.SYNCHRONOUS)) {
            file.writeFully(ByteBuffer.allocate(10), 0);
        }

        assertEquals(
                List.of("BEFORE write file 0+10", "AFTER write file 0+10", "BEFORE force file", "AFTER force file"),
                passed);
        disk.syncDirectory("");
        assertEquals(10, disk.crash(0).bytes("file").length);
    }

    @Test
    void theMiddleOfAWriteHasHalfOfItsBytes() {
        GatedStorage storage = GatedStorage.over(disk, new Gate() {
            @Override
            public void pass(Moment moment, Operation operation) {
                if (moment == Moment.MIDDLE) {
                    passed.add(operation + ": " + disk.bytes("file").length);
                }
            }

            @Override
            public boolean splits(Operation write) {
                return write.kind() == Kind.WRITE;
            }
        });
        try (StorageFile file = storage.open("file", OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), 0);
        }

        assertEquals(List.of("write file 0+5: 2"), passed);
        assertEquals(5, disk.bytes("file").length);
        assertEquals(5, disk.bytes("file")[4]);
    }

    @Test
    void aCallThatTheGateStopsIsNotDone() {
        GatedStorage storage = GatedStorage.over(disk, (moment, operation) -> {
            throw new IllegalStateException("stopped");
        });

        assertThrows(IllegalStateException.class, () -> storage.createDirectory("wal"));
        assertEquals(List.of(), disk.list(""));
    }

    @Test
    void whatOnlyReadsPassesNoGate() {
        disk.open("file", OpenMode.CREATE_NEW).close();
        GatedStorage storage = GatedStorage.over(disk, this::note);
        try (StorageFile file = storage.open("file", OpenMode.READ)) {
            file.readFully(ByteBuffer.allocate(10), 0);
        }
        storage.list("");
        storage.exists("file");

        assertEquals(List.of(), passed);
    }
}
