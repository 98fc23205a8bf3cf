// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultStorageTest {
    private final SimDisk disk = SimDisk.create();
    private final FaultStorage faulty = FaultStorage.over(disk);

    @Test
    void theChosenCallFailsOnceOrForEver() {
        StorageFile file = faulty.open("f", OpenMode.CREATE_NEW);

        faulty.fail(Fault.IO_ERROR, 1, Times.ONCE, Kind.FORCE);
        file.force(false);
        assertThrows(StorageException.class, () -> file.force(false));
        file.force(false);
        assertEquals(3, faulty.calls());
        assertEquals(1, faulty.failures());

        faulty.fail(Fault.IO_ERROR, 1, Times.FOREVER, Kind.FORCE);
        file.force(false);
        assertThrows(StorageException.class, () -> file.force(false));
        assertThrows(StorageException.class, () -> file.force(false));
        faulty.heal();
        file.force(false);
        assertEquals(2, faulty.failures());
        assertEquals(4, disk.count(Kind.FORCE));
    }

    @Test
    void eachFaultIsOfItsKindAndNamesTheFile() {
        assertEquals(StorageException.Kind.NO_SPACE, kindOf(Fault.NO_SPACE));
        assertEquals(StorageException.Kind.ACCESS_DENIED, kindOf(Fault.ACCESS_DENIED));
        assertEquals(StorageException.Kind.IO, kindOf(Fault.IO_ERROR));
        assertEquals(StorageException.Kind.IO, kindOf(Fault.TORN_WRITE));
    }

    private StorageException.Kind kindOf(Fault fault) {
        faulty.fail(fault, 0, Times.ONCE, Kind.CREATE_DIRECTORY);
        StorageException e = assertThrows(StorageException.class, () -> faulty.createDirectory("d"));
        assertTrue(e.getMessage().startsWith("cannot create directory sim:/d: "), e::getMessage);
        return e.kind();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CLOSE", "UNLOCK", "MARK", "LIST", "READ", "OPEN", "HINT"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyChangingCallCanFailWithNothingDone(Kind kind) {
        StorageFile file = disk.open("f", OpenMode.CREATE_NEW);
        StorageFile watched = faulty.open("f", OpenMode.READ_WRITE);
        watched.writeFully(ByteBuffer.wrap(new byte[10]), 0);
        long before = disk.operations();
        faulty.fail(Fault.IO_ERROR, 0, Times.ONCE);

        assertThrows(StorageException.class, () -> call(kind, watched));

        assertEquals(1, faulty.failures());
        assertEquals(before, disk.operations());
        call(kind, watched);
        assertEquals(before + 1, disk.operations());
        assertEquals(1, disk.count(kind) - (kind == Kind.CREATE || kind == Kind.WRITE ? 1 : 0));
        file.close();
    }

    private void call(Kind kind, StorageFile file) {
        switch (kind) {
            case CREATE -> faulty.open("g", OpenMode.CREATE_NEW).close();
            case WRITE -> file.write(ByteBuffer.wrap(new byte[1]), 0);
            case FORCE -> file.force(true);
            case TRUNCATE -> file.truncate(5);
            case PREALLOCATE -> file.preallocate(100);
            case CREATE_DIRECTORY -> faulty.createDirectory("d");
            case RENAME -> faulty.rename("f", "h");
            case LINK -> faulty.link("f", "l");
            case DELETE -> faulty.delete("f");
            case SYNC_DIRECTORY -> faulty.syncDirectory("");
            case LOCK -> faulty.lock("LOCK").close();
            default -> throw new AssertionError(kind);
        }
    }

    @Test
    void aShortWriteTakesHalfAndATornOneFailsAsWell() {
        StorageFile file = faulty.open("f", OpenMode.CREATE_NEW);
        faulty.fail(Fault.SHORT_WRITE, 0, Times.ONCE, Kind.WRITE);
        ByteBuffer source = ByteBuffer.wrap("0123456789".getBytes(UTF_8));
        assertEquals(5, file.write(source, 0));
        assertEquals(5, source.position());

        faulty.fail(Fault.TORN_WRITE, 0, Times.ONCE, Kind.WRITE);
        assertThrows(StorageException.class, () -> file.write(source, 5));

        assertEquals("01234567", new String(disk.bytes("f"), UTF_8));
    }

    @Test
    void aFaultAfterwardsHidesThatTheCallWasDone() {
        faulty.fail(Fault.IO_ERROR_AFTERWARDS, 0, Times.ONCE);
        assertThrows(StorageException.class, () -> faulty.open("f", OpenMode.CREATE_NEW));
        faulty.fail(Fault.IO_ERROR_AFTERWARDS, 0, Times.ONCE);
        assertThrows(StorageException.class, () -> faulty.rename("f", "g"));

        assertEquals(List.of("g"), disk.list(""));
        assertEquals(List.of(), disk.openFiles());
    }

    @Test
    void aClosedFileStaysClosed() {
        StorageFile file = faulty.open("f", OpenMode.CREATE_NEW);
        faulty.fail(Fault.CLOSED, 0, Times.ONCE, Kind.WRITE);

        assertThrows(StorageException.class, () -> file.write(ByteBuffer.allocate(1), 0));
        assertThrows(StorageException.class, () -> file.write(ByteBuffer.allocate(1), 0));
        assertEquals(List.of(), disk.openFiles());
    }

    @Test
    void theLoopEndsWithTheFirstRunThatMeetsNoFailure() {
        int calls = FaultStorage.untilClean(call -> {
            FaultStorage each = FaultStorage.over(SimDisk.create()).fail(Fault.IO_ERROR, call, Times.ONCE);
            try {
                each.createDirectory("a");
                each.createDirectory("b");
                each.syncDirectory("");
            } catch (StorageException arranged) {
                assertEquals(1, each.failures());
            }
            return each;
        });

        assertEquals(3, calls);
    }

    @Test
    void whatWasDoneAfterTheFirstFailureIsKnown() {
        StorageFile file = faulty.open("f", OpenMode.CREATE_NEW);
        faulty.fail(Fault.IO_ERROR, 1, Times.ONCE, Kind.FORCE);
        file.force(false);
        file.write(ByteBuffer.allocate(1), 0);
        assertEquals(List.of(), faulty.afterFailure());

        assertThrows(StorageException.class, () -> file.force(false));
        file.read(ByteBuffer.allocate(1), 0);
        file.write(ByteBuffer.allocate(1), 0);
        faulty.rename("f", "g");

        assertEquals("force f", String.valueOf(faulty.firstFailure()));
        assertEquals(
                List.of("write f 0+0", "rename f"),
                faulty.afterFailure().stream().map(Operation::toString).toList());
    }
}
