// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // a lock is held, not used
class NioLockTest {
    @TempDir
    Path directory;

    @Test
    @Tag("S3.59")
    void anotherProcessIsToldWhichOneHoldsTheLock() throws Exception {
        try (StorageLock held = NioStorage.at(directory).lock("LOCK");
                ChildJvm other = ChildJvm.start(LockHolder.class, directory)) {
            String message = other.line();

            assertTrue(message.startsWith("cannot lock " + directory.resolve("LOCK")), message);
            assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
        }
    }

    @Test
    @Tag("S3.59")
    void aLockHeldByAnotherProcessIsRefusedAndFreeOnceThatWasKilled() throws Exception {
        Storage storage = NioStorage.at(directory);
        try (ChildJvm other = ChildJvm.start(LockHolder.class, directory)) {
            assertEquals("locked", other.line());

            StorageLockedException e = assertThrows(StorageLockedException.class, () -> storage.lock("LOCK"));
            assertTrue(e.getMessage().contains("process " + other.pid()), e::getMessage);
            assertEquals(Set.of(), claims());

            other.kill();
            assertTrue(storage.exists("LOCK.owner"), "the killed process left its note");
            storage.lock("LOCK").close();
        }
    }

    @Test
    void aFailedAttemptOfThisProcessDoesNotGiveItsLockToAnother() throws Exception {
        Storage storage = NioStorage.at(directory);
        try (StorageLock held = storage.lock("LOCK")) {
            assertThrows(StorageLockedException.class, () -> storage.lock("LOCK"));
            try (ChildJvm other = ChildJvm.start(LockHolder.class, directory)) {
                assertTrue(other.line().startsWith("cannot lock"));
            }
        }
    }

    @Test
    void theLockIsFreeForAnotherProcessOnceClosed() throws Exception {
        NioStorage.at(directory).lock("LOCK").close();

        try (ChildJvm other = ChildJvm.start(LockHolder.class, directory)) {
            assertEquals("locked", other.line());
            assertEquals(0, other.finish());
        }
        assertEquals(List.of("LOCK"), NioStorage.at(directory).list(""));
    }

    @Test
    void ofProcessesThatRaceExactlyOneWins() throws Exception {
        try (ChildJvm a = ChildJvm.start(LockHolder.class, directory);
                ChildJvm b = ChildJvm.start(LockHolder.class, directory);
                ChildJvm c = ChildJvm.start(LockHolder.class, directory)) {
            long won = List.of(a.line(), b.line(), c.line()).stream()
                    .filter("locked"::equals)
                    .count();

            assertEquals(1, won);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making symbolic links needs a privilege there")
    void aPathThroughALinkIsTheSameLock() throws Exception {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("real")));
        Storage real = NioStorage.at(directory.resolve("real"));
        Storage linked = NioStorage.at(link);

        try (StorageLock held = real.lock("LOCK")) {
            assertThrows(StorageLockedException.class, () -> linked.lock("LOCK"));
            assertThrows(StorageLockedException.class, () -> real.lock("LOCK"));
        }
        try (StorageLock held = linked.lock("LOCK")) {
            assertThrows(StorageLockedException.class, () -> real.lock("LOCK"));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "file keys, which tell hard links, are POSIX")
    void aFurtherNameOfTheLockFileIsTheSameLock() throws Exception {
        Storage storage = NioStorage.at(directory);
        storage.lock("LOCK").close();
        storage.link("LOCK", "ALIAS");

        try (StorageLock held = storage.lock("LOCK")) {
            assertThrows(StorageLockedException.class, () -> storage.lock("ALIAS"));
            Files.delete(directory.resolve("LOCK.owner")); // which would hide that the lock is gone
            try (ChildJvm other = ChildJvm.start(LockHolder.class, directory)) {
                assertTrue(other.line().startsWith("cannot lock"), "the attempt took the lock away");
            }
        }
    }

    @Test
    void anotherClassLoaderOfThisProcessIsRefused() throws Exception {
        URL[] places = {placeOf(NioStorage.class), placeOf(io.duramen.base.DuramenException.class)};
        try (URLClassLoader loader = new URLClassLoader(places, null)) {
            Class<?> foreign = loader.loadClass(NioStorage.class.getName());
            Object storage = foreign.getMethod("at", Path.class).invoke(null, directory);
            Method lock = foreign.getMethod("lock", String.class);

            try (StorageLock held = NioStorage.at(directory).lock("LOCK")) {
                Throwable e = assertThrows(InvocationTargetException.class, () -> lock.invoke(storage, "LOCK"))
                        .getCause();
                assertEquals(
                        StorageLockedException.class.getName(), e.getClass().getName());
                assertTrue(e.getMessage().contains("this process"), e::getMessage);
            }
            try (AutoCloseable held = (AutoCloseable) lock.invoke(storage, "LOCK")) {
                assertThrows(
                        StorageLockedException.class,
                        () -> NioStorage.at(directory).lock("LOCK"));
            }
        }
        assertEquals(Set.of(), claims());
    }

    @Test
    void neitherSuccessNorFailureLeavesAClaimOrANote() throws Exception {
        Storage storage = NioStorage.at(directory);
        storage.createDirectory("d");

        storage.lock("d/LOCK").close();
        assertThrows(StorageException.class, () -> storage.lock("missing/LOCK"));
        storage.createDirectory("taken");
        assertThrows(StorageException.class, () -> storage.lock("taken"));

        assertEquals(Set.of(), claims());
        assertEquals(List.of("LOCK"), storage.list("d"));
        storage.createDirectory("missing");
        storage.lock("missing/LOCK").close();
    }

    @Test
    void aLockOnTheFileTakenBehindOurBackIsRespected() throws Exception {
        Files.createFile(directory.resolve("LOCK"));
        try (FileChannel foreign = FileChannel.open(directory.resolve("LOCK"), StandardOpenOption.WRITE)) {
            foreign.lock();

            assertThrows(
                    StorageLockedException.class, () -> NioStorage.at(directory).lock("LOCK"));
        }
        assertEquals(Set.of(), claims());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a locked file cannot be deleted there")
    void deletingTheLockFileDoesNotLetASecondProcessIn() throws Exception {
        Storage storage = NioStorage.at(directory);
        try (ChildJvm other = ChildJvm.start(LockHolder.class, directory)) {
            assertEquals("locked", other.line());
            Files.delete(directory.resolve("LOCK"));

            StorageLockedException e = assertThrows(StorageLockedException.class, () -> storage.lock("LOCK"));
            assertTrue(e.getMessage().contains("process " + other.pid()), e::getMessage);

            other.kill();
            storage.lock("LOCK").close();
        }
    }

    /** In a container nobody may wait for a killed process, which then stays in the table for ever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aNoteOfAProcessThatIsDeadButNotWaitedForIsIgnored() throws Exception {
        List<String> holder = ChildJvm.command(LockHolder.class, directory);
        String script = "\"$@\" & echo $!; exec sleep 1000";
        List<String> command = new java.util.ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(holder);
        Process parent = new ProcessBuilder(command).start();
        try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            String told = output.readLine();
            if ("locked".equals(told)) { // a background command's input is empty, so it may also have ended by itself
                child.destroyForcibly();
            }
            new LockOwner(child.pid(), child.info().startInstant().orElse(Instant.EPOCH))
                    .write(directory.resolve("LOCK.owner"), new OwnerOnly(directory.getFileSystem()));
            while (!isDeadWithAllItsThreads(child.pid())) {
                Thread.onSpinWait(); // until the last of them has closed its files; as nobody waits for it, it stays
            }

            NioStorage.at(directory).lock("LOCK").close();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static boolean isDeadWithAllItsThreads(long pid) throws Exception {
        Path process = Path.of("/proc", Long.toString(pid));
        try (var threads = Files.list(process.resolve("task"))) {
            return threads.count() == 1
                    && Files.readString(process.resolve("stat")).contains(") Z ");
        }
    }

    @Test
    void aNoteThatCannotBeReadDoesNotMatter() throws Exception {
        for (String text : List.of("", "1", "x y", "1 2 3", "99999999999999999999 2020-01-01T00:00:00Z", "\0\0")) {
            Files.writeString(directory.resolve("LOCK.owner"), text);

            NioStorage.at(directory).lock("LOCK").close();
        }
    }

    @Test
    void anInterruptedThreadLocksAndKeepsItsInterrupt() {
        Thread.currentThread().interrupt();
        try (StorageLock held = NioStorage.at(directory).lock("LOCK")) {
            assertTrue(Thread.interrupted());
            assertThrows(
                    StorageLockedException.class, () -> NioStorage.at(directory).lock("LOCK"));
        }
        assertFalse(Thread.interrupted());
    }

    private Set<String> claims() throws Exception {
        String real = directory.toRealPath().toString();
        Set<String> found = new TreeSet<>(System.getProperties().stringPropertyNames());
        found.removeIf(key -> !key.startsWith("io.duramen.lock.") || !key.contains(real));
        return found;
    }

    private static URL placeOf(Class<?> type) throws Exception {
        String file = type.getName().replace('.', '/') + ".class";
        String text = type.getResource("/" + file).toString();
        String place = text.substring(0, text.length() - file.length());
        return new URL(place.startsWith("jar:") ? place.substring(4, place.length() - 2) : place);
    }
}
