// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.storage.StorageException.Kind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Writes past the cache of the real system. What every storage does with them is in the contract. */
class DirectFileTest {

    @TempDir
    private Path directory;

    @Test
    void memoryIsAlignedUsedAgainAndGrows() {
        AlignedMemory aligned = new AlignedMemory();
        ByteBuffer first = aligned.take(4096, 4096);
        ByteBuffer second = aligned.take(4096, 4096);

        assertEquals(0, first.alignmentOffset(0, 4096));
        assertNotSame(first, second);
        aligned.giveBack(first);
        assertSame(first, aligned.take(8192, 4096));
        aligned.giveBack(first);
        ByteBuffer large = aligned.take(first.capacity() + 1, 4096);
        assertTrue(large.capacity() > first.capacity());
        assertEquals(0, large.alignmentOffset(0, 4096));
        aligned.giveBack(large);
        aligned.giveBack(second);
        assertSame(large, aligned.take(4096, 4096));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void manyFilesOneAfterTheOtherShareTheirMemory() {
        NioStorage storage = NioStorage.at(directory);
        storage.open("f", OpenMode.CREATE_NEW).close();
        try {
            for (int i = 0; i < 300; i++) { // 64 KiB each would be 19 MiB
                try (StorageFile file = storage.open("f", OpenMode.DIRECT)) {
                    file.writeFully(ByteBuffer.allocate(16 * file.blockSize()), 0);
                }
            }
        } catch (StorageException refused) {
            assertEquals(Kind.UNSUPPORTED, refused.kind());
        }
    }

    @Test
    void aFileSystemThatIsNotTheSystemsIsRefusedWithARemedy() throws Exception {
        URI archive = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(zip.getPath("/f"), "text");

            StorageException refused = assertThrows(
                    StorageException.class,
                    () -> NioStorage.at(zip.getPath("/"))
                            .open("f", OpenMode.DIRECT)
                            .close());

            assertEquals(Kind.UNSUPPORTED, refused.kind());
            assertTrue(String.valueOf(refused.hint()).contains("ordinary files"), refused::toString);
        }
    }

    /** What the other JVM runs; it consists of {@code java.base} and nothing else. */
    public static final class Program {
        private Program() {}

        /**
         * Tries to open a file past the cache.
         *
         * @param arguments where
         */
        public static void main(String[] arguments) {
            NioStorage storage = NioStorage.at(Path.of(arguments[0]));
            storage.open("f", OpenMode.CREATE_NEW).close();
            try (StorageFile file = storage.open("f", OpenMode.DIRECT)) {
                System.exit(file.blockSize() > 0 ? 1 : 2);
            } catch (StorageException refused) {
                String hint = String.valueOf(refused.hint());
                System.exit(refused.kind() == Kind.UNSUPPORTED && hint.contains("jdk.unsupported") ? 42 : 3);
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aJvmWithoutTheModuleThatHasTheOptionSaysWhatIsMissing() throws Exception {
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        Stream.of(Program.class, Storage.class, DuramenException.class, Nullable.class)
                                .map(DirectFileTest::location)
                                .distinct()
                                .collect(Collectors.joining(System.getProperty("path.separator"))),
                        Program.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(42, process.waitFor());
        assertEquals(List.of(), Files.readAllLines(said, StandardCharsets.UTF_8));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
