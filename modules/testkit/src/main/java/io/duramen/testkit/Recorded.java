// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage.Rebuilt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recorded call, with what it takes to do it again.
 *
 * @param when when it took effect, as far as a test may rely on it: a sync when it was called, all else when it returned
 * @param operation the call
 * @param handle which open file it was done to, from 1; 0 for none
 * @param bytes what a write took, otherwise {@code null}
 * @param direct whether a file was opened for direct writes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Recorded(long when, Operation operation, int handle, byte @Nullable [] bytes, boolean direct) {

    static Rebuilt replay(List<Recorded> calls, SimOptions options, long crashIn) {
        SimDisk disk = SimDisk.create(options);
        disk.crashAt(crashIn);
        Map<Integer, StorageFile> files = new HashMap<>();
        Map<String, StorageLock> locks = new HashMap<>();
        List<Operation> marks = new ArrayList<>();
        try {
            for (Recorded call :
                    calls.stream().sorted(Comparator.comparing(Recorded::when)).toList()) {
                if (call.operation.kind() == Kind.MARK) {
                    marks.add(call.operation);
                } else if (call.handle != 0) {
                    call.replay(disk, files);
                } else {
                    call.replayName(disk, locks);
                }
            }
        } catch (SimulatedCrash crash) {
            // as arranged
        }
        return new Rebuilt(disk, marks);
    }

    /** A call on an open file. */
    private void replay(SimDisk disk, Map<Integer, StorageFile> files) {
        if (operation.kind() == Kind.CREATE || operation.kind() == Kind.OPEN) {
            OpenMode mode = direct
                    ? OpenMode.DIRECT
                    : operation.kind() == Kind.CREATE ? OpenMode.CREATE_NEW : OpenMode.READ_WRITE;
            files.put(handle, disk.open(operation.file(), mode));
            return;
        }
        StorageFile file = files.get(handle);
        if (file == null) {
            throw new IllegalStateException(operation + " was recorded before its file was opened");
        }
        switch (operation.kind()) {
            case WRITE -> file.writeFully(ByteBuffer.wrap(bytes == null ? new byte[0] : bytes), operation.offset());
            case FORCE -> file.force(operation.metadata());
            case TRUNCATE -> file.truncate(operation.length());
            case PREALLOCATE -> file.preallocate(operation.length());
            case CLOSE -> file.close();
            default -> {} // reads leave nothing behind
        }
    }

    /** A call on a name. */
    private void replayName(SimDisk disk, Map<String, StorageLock> locks) {
        String name = operation.file();
        String target = operation.target() == null ? "" : operation.target();
        switch (operation.kind()) {
            case CREATE_DIRECTORY -> disk.createDirectory(name);
            case RENAME -> disk.rename(name, target);
            case LINK -> disk.link(name, target);
            case DELETE -> disk.delete(name);
            case SYNC_DIRECTORY -> disk.syncDirectory(name);
            case LOCK -> locks.put(name, disk.lock(name));
            case UNLOCK -> {
                StorageLock lock = locks.remove(name);
                if (lock != null) {
                    lock.close();
                }
            }
            default -> {} // lists leave nothing behind
        }
    }
}
