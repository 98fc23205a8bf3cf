// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.duramen.storage.StorageException.Kind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file of the real system that can do nothing more: every call says which file and what it was to do. */
class ClosedFileTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"READ_WRITE", "SYNCHRONOUS", "DIRECT"})
    @Tag("S4.06")
    @Tag("S4.09")
    void everyCallFailsWithTheOperationAndTheFile(OpenMode mode) {
        StorageFile file = opened(mode);
        int block = mode == OpenMode.DIRECT ? file.blockSize() : 512;
        file.writeFully(ByteBuffer.allocate(block), 0);
        file.close();
        file.close(); // does nothing

        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("write", () -> file.write(ByteBuffer.allocate(block), 0));
        calls.put("force", () -> file.force(true));
        calls.put("read the size of", file::size);
        if (mode != OpenMode.DIRECT) {
            calls.put("read", () -> file.read(ByteBuffer.allocate(1), 0));
        }
        calls.forEach((operation, call) -> {
            StorageException failed = assertThrows(StorageException.class, call::run, operation);
            assertEquals(operation, failed.details().get("operation"));
            assertEquals(directory.resolve("f").toString(), failed.details().get("file"));
            assertTrue(
                    String.valueOf(failed.getMessage())
                            .contains(directory.resolve("f").toString()),
                    operation);
        });
        Set<Runnable> others =
                mode == OpenMode.DIRECT ? Set.of() : Set.of(() -> file.truncate(0), () -> file.preallocate(4096));
        others.forEach(call -> assertThrows(StorageException.class, call::run));
    }

    private StorageFile opened(OpenMode mode) {
        NioStorage storage = NioStorage.at(directory);
        storage.open("f", OpenMode.CREATE_NEW).close();
        try {
            return storage.open("f", mode);
        } catch (StorageException refused) {
            assertEquals(Kind.UNSUPPORTED, refused.kind());
            assumeTrue(false, () -> "not on this file system: " + refused.getMessage());
            throw refused;
        }
    }
}
