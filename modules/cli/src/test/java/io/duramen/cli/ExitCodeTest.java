// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreVersionException;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageLockedException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.TamperedLogException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void damageIsThree() {
        assertEquals(3, ExitCode.of(new CorruptLogException("f", 1, 1, "a", "b", null)));
        assertEquals(3, ExitCode.of(new TamperedLogException("f", 1, 1)));
        assertEquals(3, ExitCode.of(new StoreDamagedException("d", List.of("p"))));
        assertEquals(3, ExitCode.of(new SealException("STREAM_DAMAGED", "m", Map.of(), null, null)));
    }

    @Test
    void aRefusedKeyOrPermissionIsFour() {
        assertEquals(4, ExitCode.of(new KeyRefusedException("m", Map.of(), null)));
        assertEquals(4, ExitCode.of(storage(StorageException.Kind.ACCESS_DENIED)));
    }

    @Test
    void everythingElseIsOne() {
        assertEquals(1, ExitCode.of(new StoreMissingException("d", "f")));
        assertEquals(1, ExitCode.of(new StoreVersionException("f", "2", "1")));
        assertEquals(1, ExitCode.of(new StorageLockedException("f", "h")));
        assertEquals(1, ExitCode.of(storage(StorageException.Kind.NO_SPACE)));
        assertEquals(1, ExitCode.of(new SealException("EPOCH_UNKNOWN", "m", Map.of(), null, null)));
        assertEquals(1, ExitCode.of(new IllegalStateException()));
    }

    private static StorageException storage(StorageException.Kind kind) {
        return new StorageException(kind, "write", "f", "found", null);
    }
}
