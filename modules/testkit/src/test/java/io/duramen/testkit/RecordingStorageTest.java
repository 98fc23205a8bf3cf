// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.storage.OpenMode;
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
}
