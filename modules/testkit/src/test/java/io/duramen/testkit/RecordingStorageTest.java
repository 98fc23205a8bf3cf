// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a lock is held, not used
class RecordingStorageTest {
    private final RecordingStorage recording = RecordingStorage.over(SimDisk.create());

    @Test
    void everyCallIsWrittenDownInOrderWithTheProgramsOwnMarks() {
        try (StorageLock lock = recording.lock("LOCK")) {
            recording.createDirectory("d");
            try (StorageFile file = recording.open("d/f", OpenMode.CREATE_NEW)) {
                file.preallocate(100);
                file.write(ByteBuffer.allocate(10), 5);
                file.read(ByteBuffer.allocate(3), 0);
                file.force(false);
                file.force(true);
                file.truncate(7);
            }
            recording.mark("ack", 1);
            recording.rename("d/f", "d/g");
            recording.link("d/g", "d/h");
            recording.open("d/h", OpenMode.READ).close();
            recording.delete("d/h");
            recording.list("d");
            recording.syncDirectory("d");
            assertEquals("sim:/LOCK", recording.describe("LOCK"));
        }

        List<String> all =
                recording.operations().stream().map(Operation::toString).toList();
        assertEquals(
                List.of(
                        "lock LOCK",
                        "create directory d",
                        "create d/f",
                        "preallocate d/f 100",
                        "write d/f 5+10",
                        "read d/f 0+3",
                        "force d/f",
                        "force d/f with metadata",
                        "truncate d/f 7",
                        "close d/f",
                        "mark ack 1",
                        "rename d/f to d/g",
                        "link d/g to d/h",
                        "open d/h",
                        "close d/h",
                        "delete d/h",
                        "list d",
                        "sync directory d",
                        "unlock LOCK"),
                all);
        assertEquals(2, recording.count(Kind.FORCE));
        assertEquals(List.of("force d/f", "force d/f with metadata"), recording.trace(Kind.FORCE));
        assertEquals(13, recording.trace().size());
    }

    @Test
    void whatFailsIsNotWrittenDown() {
        assertThrows(StorageException.class, () -> recording.open("missing", OpenMode.READ));
        assertThrows(StorageException.class, () -> recording.delete("missing"));

        assertEquals(List.of(), recording.operations());
    }

    @Test
    void theRecordCanBeForgotten() {
        recording.createDirectory("d");
        recording.clear();

        assertEquals(List.of(), recording.operations());
    }

    @Test
    void theDiskIsRebuiltAsItWasAtAnyCall() {
        RecordingStorage keeping = RecordingStorage.keepingContents(SimDisk.create());
        try (StorageLock lock = keeping.lock("LOCK");
                StorageFile file = keeping.open("new", OpenMode.CREATE_NEW)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
            file.force(true);
            keeping.rename("new", "f");
            keeping.mark("renamed", 1);
            keeping.syncDirectory("");
            keeping.mark("synced", 1);
            file.write(ByteBuffer.wrap(new byte[] {4}), 3); // under the name it was opened by
        }

        RecordingStorage.Rebuilt end = keeping.rebuild(SimOptions.defaults(), 100);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, end.disk().bytes("f"));
        assertArrayEquals(new byte[] {1, 2, 3}, end.disk().crash(0).bytes("f"));
        assertEquals(2, end.marks().size());
        RecordingStorage.Rebuilt inTheSync = keeping.rebuild(SimOptions.defaults(), 5);
        assertTrue(inTheSync.disk().isCrashed());
        assertFalse(inTheSync.disk().crash(0).exists("f"));
        assertEquals(1, inTheSync.marks().size());
    }

    @Test
    void aForceCoversWhatWasWrittenBeforeItWasCalledAndNotWhatOthersWroteMeanwhile() {
        StorageFile[] open = new StorageFile[1];
        RecordingStorage keeping = RecordingStorage.keepingContents(interrupted(
                SimDisk.create(), () -> open[0].write(ByteBuffer.wrap(new byte[] {2}), 1)));
        open[0] = keeping.open("f", OpenMode.CREATE_NEW);
        keeping.syncDirectory("");
        open[0].write(ByteBuffer.wrap(new byte[] {1}), 0);

        open[0].force(false);

        SimDisk rebuilt = keeping.rebuild(SimOptions.defaults(), 100).disk();
        assertEquals(2, rebuilt.files().get("f"));
        assertEquals(1, rebuilt.crash(0).files().get("f"));
    }

    /** A storage in which something happens while a force runs. */
    private static Storage interrupted(SimDisk disk, Runnable meanwhile) {
        return (Storage) java.lang.reflect.Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(disk, arguments);
                    return result instanceof StorageFile file ? interrupted(file, meanwhile) : result;
                });
    }

    private static StorageFile interrupted(StorageFile file, Runnable meanwhile) {
        return (StorageFile) java.lang.reflect.Proxy.newProxyInstance(
                StorageFile.class.getClassLoader(), new Class<?>[] {StorageFile.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("force")) {
                        meanwhile.run();
                    }
                    return method.invoke(file, arguments);
                });
    }

    @Test
    void withoutContentsNothingIsRebuilt() {
        assertThrows(IllegalStateException.class, () -> recording.rebuild(SimOptions.defaults(), 0));
    }
}
