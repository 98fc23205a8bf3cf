// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What reaches the disk when: log first, then data; data synced, then the log let go. */
class EngineTraceTest {
    private final SimDisk disk = Engines.disk();
    private final RecordingStorage recording = RecordingStorage.over(disk);

    @Test
    @Tag("S3.35")
    void aTransactionIsForcedIntoTheLogBeforeAnyOfItReachesTheStore() {
        try (LoggedEngine engine = Engines.create(recording)) {
            for (int n = 1; n <= 20; n++) {
                recording.mark("begin", n);
                engine.write(Engines.transfer(n));
                recording.mark("acknowledged", n);
                if (n % 5 == 0) {
                    engine.checkpoint();
                    recording.mark("checkpoint", n);
                }
            }
        }
        for (int n = 1; n <= 20; n++) {
            List<String> during = between("begin", "acknowledged", n);
            int data = first(during, "write " + StorageFileStore.NAME);
            assertTrue(during.get(0).startsWith("write log/wal/"), during::toString);
            assertTrue(data > 0 && during.get(data - 1).startsWith("force log/wal/"), during::toString);
            assertEquals(data, last(during, "force log/wal/") + 1, during::toString);
        }
    }

    @Test
    @Tag("S3.35")
    void theLogLetsGoOnlyOfWhatTheStoreHasSynced() {
        try (LoggedEngine engine = Engines.create(recording)) {
            recording.mark("begin", 1);
            engine.write(Engines.transfer(1));
            engine.checkpoint();
            recording.mark("checkpoint", 1);
        }
        List<String> during = between("begin", "checkpoint", 1);
        int data = last(during, "write " + StorageFileStore.NAME);
        int synced = last(during, "force " + StorageFileStore.NAME);
        int marked = last(during, "write log/wal/marks");
        assertTrue(data >= 0 && data < synced && synced < marked, during::toString);
    }

    /** What changed the disk between two marks of one number. */
    private List<String> between(String from, String to, long number) {
        List<String> calls = new ArrayList<>();
        boolean inside = false;
        for (Operation call : recording.operations()) {
            if (call.kind() == Kind.MARK && call.offset() == number) {
                inside = call.file().equals(from) || (inside && !call.file().equals(to));
            } else if (inside && call.kind().isChanging()) {
                calls.add(call.toString());
            }
        }
        return calls;
    }

    private static int first(List<String> calls, String prefix) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).startsWith(prefix)) {
                return i;
            }
        }
        return -1;
    }

    private static int last(List<String> calls, String prefix) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).startsWith(prefix)) {
                return i;
            }
        }
        return -1;
    }
}
