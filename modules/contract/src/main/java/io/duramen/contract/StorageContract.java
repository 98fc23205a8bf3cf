// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.storage.StorageLockedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What every {@link Storage} must hold, whatever it stores on. What is left after a crash cannot be seen from here.
 */
@SuppressWarnings("try") // a lock is held, not used
public abstract class StorageContract {
    private Storage storage;

    /** For subclasses. */
    protected StorageContract() {}

    /**
     * Makes a storage with nothing in its root, which exists.
     *
     * @return the storage, a new one at each call
     * @throws Exception if it cannot be made
     */
    protected abstract Storage freshStorage() throws Exception;

    /**
     * Tells whether files can have further names.
     *
     * @return {@code true} unless the file system has no hard links
     */
    protected boolean hasLinks() {
        return true;
    }

    /**
     * Tells whether a file can be replaced while somebody has it open.
     *
     * @return {@code true} but on Windows, which may refuse that; what is refused is then left as it was
     */
    protected boolean replacesWhatIsOpen() {
        return true;
    }

    @BeforeEach
    void makeStorage() throws Exception {
        storage = freshStorage();
    }

    // ---- names

    @Test
    @Tag("S1.13")
    void aNameNeverLeadsOutOfTheRoot() {
        List<String> wrong = List.of(
                "..",
                "../x",
                "a/../../x",
                "a/..",
                ".",
                "./a",
                "/",
                "/etc/passwd",
                "a//b",
                "a/",
                "c:",
                "c:\\x",
                "a\\..\\b",
                "a\0b",
                "a\nb",
                "a\u007fb");

        for (String name : wrong) {
            List<Executable> calls = List.of(
                    () -> storage.open(name, OpenMode.READ).close(),
                    () -> storage.open(name, OpenMode.CREATE_NEW).close(),
                    () -> storage.exists(name),
                    () -> storage.list(name),
                    () -> storage.createDirectory(name),
                    () -> storage.rename(name, "x"),
                    () -> storage.rename("x", name),
                    () -> storage.link(name, "x"),
                    () -> storage.link("x", name),
                    () -> storage.delete(name),
                    () -> storage.syncDirectory(name),
                    () -> storage.lock(name).close(),
                    () -> storage.describe(name));
            calls.forEach(call -> assertThrows(IllegalArgumentException.class, call, "name: " + name));
        }
        assertEquals(List.of(), storage.list(""));
    }

    @Test
    void theRootIsADirectoryThatCannotBeOpenedRenamedOrDeleted() {
        assertTrue(storage.exists(""));
        storage.syncDirectory("");
        refused(Kind.ALREADY_EXISTS, () -> storage.createDirectory(""));
        assertThrows(
                IllegalArgumentException.class,
                () -> storage.open("", OpenMode.READ).close());
        assertThrows(IllegalArgumentException.class, () -> storage.delete(""));
        assertThrows(IllegalArgumentException.class, () -> storage.rename("", "x"));
    }

    @Test
    void aNameMayHoldSpacesDotsAndLettersOfAnyLanguage() {
        write("a file.of..1 day", "x");
        write("#%+;&'", "y");

        assertEquals(List.of("#%+;&'", "a file.of..1 day"), storage.list(""));
        assertEquals("x", read("a file.of..1 day"));
    }

    @Test
    void theFullNameOfAFileContainsItsNameAndStandsInMessages() {
        StorageException e = refused(
                Kind.NOT_FOUND, () -> storage.open("missing", OpenMode.READ).close());

        assertTrue(storage.describe("missing").endsWith("missing"));
        assertTrue(e.toString().contains(storage.describe("missing")), e::toString);
        assertEquals(storage.describe("missing"), e.details().get("file"));
    }

    // ---- opening

    @Test
    void aNewFileIsEmptyAndTakesANameThatWasFree() {
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            assertEquals(0, file.size());
            assertEquals("f", file.name());
        }
        assertTrue(storage.exists("f"));
        refused(
                Kind.ALREADY_EXISTS,
                () -> storage.open("f", OpenMode.CREATE_NEW).close());
        storage.createDirectory("d");
        refused(
                Kind.ALREADY_EXISTS,
                () -> storage.open("d", OpenMode.CREATE_NEW).close());
    }

    @Test
    void aFileThatIsOpenedMustExistAndBeAFile() {
        storage.createDirectory("d");
        for (OpenMode mode : List.of(OpenMode.READ, OpenMode.READ_WRITE)) {
            refused(Kind.NOT_FOUND, () -> storage.open("missing", mode).close());
            refused(Kind.NOT_FOUND, () -> storage.open("nowhere/f", mode).close());
            refused(Kind.NOT_FOUND, () -> storage.open("d", mode).close());
        }
        refused(
                Kind.NOT_FOUND,
                () -> storage.open("nowhere/f", OpenMode.CREATE_NEW).close());
        assertEquals(List.of("d/"), storage.list(""));
    }

    @Test
    void aSynchronousFileMustExistAndIsWrittenWithoutForceAlsoByAnInterruptedThread() {
        write("f", "old text");
        try (StorageFile file = storage.open("f", OpenMode.SYNCHRONOUS)) {
            Thread.currentThread().interrupt();
            file.writeFully(bytes("new"), 0);
            file.writeFully(bytes("s"), 6);
            assertTrue(Thread.interrupted());
            file.writeFully(bytes("!"), 8);
            assertEquals(9, file.size());
        } catch (StorageException e) {
            assertEquals(Kind.UNSUPPORTED, e.kind());
            return;
        }
        assertEquals("new test!", read("f"));
        refused(
                Kind.NOT_FOUND,
                () -> storage.open("missing", OpenMode.SYNCHRONOUS).close());
        assertFalse(storage.exists("missing"));
    }

    @Test
    void aDirectFileIsWrittenInWholeBlocksThatAreReadThroughAnotherFile() {
        int block;
        try (StorageFile whole = storage.open("f", OpenMode.CREATE_NEW)) {
            whole.preallocate(1 << 18);
            whole.force(true);
        }
        try (StorageFile file = storage.open("f", OpenMode.DIRECT);
                StorageFile reader = storage.open("f", OpenMode.READ)) {
            block = file.blockSize();
            assertEquals(1, Integer.bitCount(block));
            assertEquals(1, reader.blockSize());
            byte[] data = pattern(3 * block);
            file.writeFully(ByteBuffer.wrap(data), block);
            ByteBuffer found = ByteBuffer.allocate(data.length);
            reader.readFully(found, block);
            assertArrayEquals(data, found.array());
            file.writeFully(ByteBuffer.wrap(data, block, block), 0); // from the middle of an array
            found = ByteBuffer.allocate(block);
            reader.readFully(found, 0);
            assertArrayEquals(Arrays.copyOfRange(data, block, 2 * block), found.array());
            assertEquals(1 << 18, file.size());
            file.force(false);
        } catch (StorageException e) {
            assertEquals(Kind.UNSUPPORTED, e.kind());
        }
    }

    @Test
    void aDirectFileTakesNothingButWholeBlocksAndIsNotRead() {
        byte[] old = pattern(1 << 16);
        try (StorageFile whole = storage.open("f", OpenMode.CREATE_NEW)) {
            whole.writeFully(ByteBuffer.wrap(old), 0);
            whole.force(true);
        }
        try (StorageFile file = storage.open("f", OpenMode.DIRECT)) {
            int block = file.blockSize();
            ByteBuffer zeros = ByteBuffer.allocate(block);
            assertEquals(0, file.write(ByteBuffer.allocate(0), 0));
            if (block > 1) {
                assertThrows(IllegalArgumentException.class, () -> file.write(zeros, block - 1));
                assertThrows(IllegalArgumentException.class, () -> file.write(zeros, 1));
                assertThrows(IllegalArgumentException.class, () -> file.write(zeros.limit(block - 1), 0));
            }
            assertThrows(IllegalStateException.class, () -> file.read(ByteBuffer.allocate(1), 0));
            assertThrows(IllegalStateException.class, () -> file.truncate(0));
            assertThrows(IllegalStateException.class, () -> file.preallocate(1 << 20));
        } catch (StorageException e) {
            assertEquals(Kind.UNSUPPORTED, e.kind());
        }
        ByteBuffer found = ByteBuffer.allocate(old.length);
        try (StorageFile file = storage.open("f", OpenMode.READ)) {
            file.readFully(found, 0);
        }
        assertArrayEquals(old, found.array());
    }

    @Test
    void aDirectFileMustExistAndBeAFile() {
        storage.createDirectory("d");
        for (String name : List.of("missing", "nowhere/f", "d")) {
            StorageException e = assertThrows(
                    StorageException.class,
                    () -> storage.open(name, OpenMode.DIRECT).close());
            assertTrue(e.kind() == Kind.NOT_FOUND || e.kind() == Kind.UNSUPPORTED, e::getMessage);
        }
        assertEquals(List.of("d/"), storage.list(""));
    }

    @Test
    @Tag("S3.42")
    void aHintToWriteBackChangesNothingAndNeverFails() {
        write("f", "text");
        storage.hintWriteBack("f", 0, 4);
        storage.hintWriteBack("f", 100, 1 << 20);
        storage.hintWriteBack("f", 0, 0);
        storage.hintWriteBack("missing", 0, 4);
        assertEquals("text", read("f"));
        assertEquals(List.of("f"), storage.list(""));
    }

    @Test
    void aFileOpenedForReadingIsNotWritten() {
        write("f", "old");
        try (StorageFile file = storage.open("f", OpenMode.READ)) {
            assertThrows(IllegalStateException.class, () -> file.write(bytes("new"), 0));
            assertThrows(IllegalStateException.class, () -> file.truncate(0));
            assertThrows(IllegalStateException.class, () -> file.preallocate(10));
        }
        assertEquals("old", read("f"));
    }

    @Test
    void ofManyWhoCreateOneFileExactlyOneSucceeds() throws Exception {
        assertEquals(1, race(8, () -> {
            storage.open("f", OpenMode.CREATE_NEW).close();
            return true;
        }));
    }

    @Test
    void aFileIsClosedTwiceButNotUsedAfterwards() {
        StorageFile file = storage.open("f", OpenMode.CREATE_NEW);
        file.close();
        file.close();

        refused(Kind.IO, () -> file.read(ByteBuffer.allocate(1), 0));
        refused(Kind.IO, () -> file.write(bytes("x"), 0));
        refused(Kind.IO, () -> file.force(false));
        refused(Kind.IO, file::size);
    }

    // ---- reading and writing

    @Test
    void whatIsWrittenIsReadFromHeapAndFromDirectMemory() {
        byte[] data = pattern(100_000);
        for (boolean direct : List.of(true, false)) {
            String name = "direct-" + direct;
            ByteBuffer source = direct ? ByteBuffer.allocateDirect(data.length) : ByteBuffer.allocate(data.length);
            source.put(data).flip();
            ByteBuffer target = direct ? ByteBuffer.allocateDirect(data.length) : ByteBuffer.allocate(data.length);
            try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
                file.writeFully(source, 0);
                assertFalse(source.hasRemaining());
                assertEquals(data.length, file.readFully(target, 0));
            }
            byte[] found = new byte[data.length];
            target.flip().get(found);
            assertArrayEquals(data, found);
        }
    }

    @Test
    @Tag("S3.44")
    void aMappingShowsTheBytesOfItsRangeAlsoOnceTheFileIsGoneOrIsRefused() {
        write("f", "0123456789");
        try (StorageFile file = storage.open("f", OpenMode.READ)) {
            ByteBuffer mapped;
            try {
                mapped = file.map(2, 5);
            } catch (StorageException e) {
                assertEquals(Kind.UNSUPPORTED, e.kind());
                return;
            }
            file.close();
            storage.delete("f");
            byte[] bytes = new byte[5];
            mapped.get(0, bytes);
            assertEquals(5, mapped.capacity());
            assertEquals("23456", new String(bytes, UTF_8));
            assertTrue(mapped.isReadOnly());
        }
    }

    @Test
    void onlyTheRemainingBytesOfABufferAreUsed() {
        ByteBuffer source = bytes("0123456789").position(2).limit(5);
        ByteBuffer target = ByteBuffer.allocate(10).position(4).limit(6);
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(source, 0);
            file.readFully(target, 1);
        }

        assertEquals(5, source.position());
        assertEquals("234", read("f"));
        assertEquals(6, target.position());
        assertEquals("\0\0\0\0" + "34" + "\0\0\0\0", new String(target.array(), UTF_8));
    }

    @Test
    void readingAtOrBehindTheEndFindsTheEnd() {
        write("f", "abc");
        try (StorageFile file = storage.open("f", OpenMode.READ)) {
            assertEquals(-1, file.read(ByteBuffer.allocate(1), 3));
            assertEquals(-1, file.read(ByteBuffer.allocate(1), 1_000_000));
            assertEquals(1, file.readFully(ByteBuffer.allocate(10), 2));
            assertEquals(0, file.readFully(ByteBuffer.allocate(10), 3));
            assertThrows(IllegalArgumentException.class, () -> file.read(ByteBuffer.allocate(1), -1));
        }
    }

    @Test
    void aGapIsZero() {
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(bytes("end"), 9000);
            assertEquals(9003, file.size());
            assertThrows(IllegalArgumentException.class, () -> file.write(bytes("x"), -1));
        }

        assertArrayEquals(new byte[9000], Arrays.copyOf(contents("f"), 9000));
    }

    @Test
    void aWriteReplacesTheBytesThatWereThereAndNoOthers() {
        byte[] expected = pattern(20_000);
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(expected), 0);
            file.force(false);
            file.writeFully(bytes("middle"), 8190);
            file.force(true);
        }
        System.arraycopy("middle".getBytes(UTF_8), 0, expected, 8190, 6);

        assertArrayEquals(expected, contents("f"));
    }

    @Test
    void anEmptyWriteChangesNothing() {
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            assertEquals(0, file.write(ByteBuffer.allocate(0), 5000));
            file.writeFully(ByteBuffer.allocate(0), 5000);
            assertEquals(0, file.size());
        }
    }

    @Test
    void twoOpenersOfAFileSeeTheSame() {
        try (StorageFile one = storage.open("f", OpenMode.CREATE_NEW);
                StorageFile two = storage.open("f", OpenMode.READ_WRITE)) {
            one.writeFully(bytes("abc"), 0);
            two.writeFully(bytes("X"), 1);
            ByteBuffer found = ByteBuffer.allocate(3);
            one.readFully(found, 0);
            assertEquals("aXc", new String(found.array(), UTF_8));
        }
    }

    @Test
    void readsRunWhileAnotherThreadWrites() throws Exception {
        int block = 4096;
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(pattern(block)), 0);
            ExecutorService readers = Executors.newFixedThreadPool(2);
            try {
                List<Future<byte[]>> found = readers.invokeAll(List.of(reader(file, block), reader(file, block), () -> {
                    for (int i = 1; i < 200; i++) {
                        file.writeFully(ByteBuffer.wrap(pattern(block)), (long) i * block);
                    }
                    return pattern(block);
                }));
                for (Future<byte[]> bytes : found) {
                    assertArrayEquals(pattern(block), bytes.get());
                }
            } finally {
                readers.shutdown();
            }
            assertEquals(200L * block, file.size());
        }
    }

    private static Callable<byte[]> reader(StorageFile file, int block) {
        return () -> {
            ByteBuffer found = ByteBuffer.allocate(block);
            for (int i = 0; i < 500; i++) {
                assertEquals(block, file.readFully(found.clear(), 0));
            }
            return found.array();
        };
    }

    // ---- size

    @Test
    void aFileIsCutOffAndReadsAsZeroWhenItGrowsAgain() {
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(pattern(10_000)), 0);
            file.truncate(10_000);
            file.truncate(5000);
            assertEquals(5000, file.size());
            assertThrows(IllegalArgumentException.class, () -> file.truncate(5001));
            assertThrows(IllegalArgumentException.class, () -> file.truncate(-1));
            file.writeFully(bytes("x"), 9999);
        }

        byte[] expected = Arrays.copyOf(Arrays.copyOf(pattern(10_000), 5000), 10_000);
        expected[9999] = 'x';
        assertArrayEquals(expected, contents("f"));
    }

    @Test
    void reservedSpaceReadsAsZeroAndWhatWasThereStays() {
        int size = 3 << 20;
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(bytes("abc"), 0);
            file.preallocate(size);
            assertEquals(size, file.size());
            file.preallocate(100);
            assertEquals(size, file.size());
            file.force(true);
        }

        byte[] expected = new byte[size];
        expected[0] = 'a';
        expected[1] = 'b';
        expected[2] = 'c';
        assertArrayEquals(expected, contents("f"));
    }

    // ---- directories

    @Test
    void aDirectoryListsItsNamesInOrderAndMarksDirectories() {
        storage.createDirectory("d");
        storage.createDirectory("d/sub");
        write("d/b", "");
        write("d/a", "");
        write("d/sub/c", "");

        assertEquals(List.of("a", "b", "sub/"), storage.list("d"));
        assertEquals(List.of("c"), storage.list("d/sub"));
        assertEquals(List.of("d/"), storage.list(""));
    }

    @Test
    void aDirectoryNeedsAFreeNameAndAParent() {
        storage.createDirectory("d");
        write("f", "");

        refused(Kind.ALREADY_EXISTS, () -> storage.createDirectory("d"));
        refused(Kind.ALREADY_EXISTS, () -> storage.createDirectory("f"));
        refused(Kind.NOT_FOUND, () -> storage.createDirectory("missing/d"));
        refused(Kind.NOT_FOUND, () -> storage.list("missing"));
        refused(Kind.NOT_FOUND, () -> storage.list("f"));
    }

    @Test
    void whatDoesNotExistIsNotThereAlsoBelowAFile() {
        write("f", "");

        assertFalse(storage.exists("missing"));
        assertFalse(storage.exists("missing/x"));
        assertFalse(storage.exists("f/x"));
        assertTrue(storage.exists("f"));
    }

    @Test
    void everyDirectoryIsSynced() {
        storage.createDirectory("d");
        write("d/f", "x");

        storage.syncDirectory("d");
        storage.syncDirectory("");
    }

    // ---- renaming, linking, deleting

    @Test
    @Tag("S1.15")
    void aRenameReplacesTheFileThatHadTheName() {
        write("new", "new");
        write("f", "old");

        storage.rename("new", "f");

        assertEquals("new", read("f"));
        assertEquals(List.of("f"), storage.list(""));
    }

    @Test
    void aRenameGoesFromDirectoryToDirectory() {
        storage.createDirectory("d");
        write("f", "x");

        storage.rename("f", "d/g");

        assertEquals(List.of("d/"), storage.list(""));
        assertEquals("x", read("d/g"));
    }

    @Test
    void aRenameThatCannotBeDoneChangesNothing() {
        storage.createDirectory("d");
        write("d/f", "x");

        refused(Kind.NOT_FOUND, () -> storage.rename("missing", "f"));
        refused(Kind.NOT_FOUND, () -> storage.rename("d/f", "missing/f"));
        storage.rename("d/f", "d/f");

        assertEquals(List.of("d/"), storage.list(""));
        assertEquals("x", read("d/f"));
    }

    @Test
    void anOpenFileLivesThroughARename() {
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(bytes("ab"), 0);
            storage.rename("f", "g");
            file.writeFully(bytes("c"), 2);
            file.force(true);
            assertEquals("f", file.name());
        }

        assertEquals("abc", read("g"));
    }

    @Test
    @Tag("S1.15")
    void readersDuringReplacementsSeeAWholeFileOldOrNew() throws Exception {
        write("f", "0".repeat(5000));
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> whole = reader.submit(() -> {
                boolean same = true;
                do {
                    String found = read("f");
                    same &= found.equals(found.substring(0, 1).repeat(5000));
                } while (done.getCount() > 0);
                return same;
            });
            for (int i = 1; i < 50; i++) {
                write("new", String.valueOf(i % 10).repeat(5000));
                renameOrLeave("new", "f");
            }
            done.countDown();
            assertTrue(whole.get());
        } finally {
            done.countDown();
            reader.shutdown();
        }
    }

    @Test
    void aFileWithTwoNamesIsOneFileUntilBothAreGone() {
        write("f", "x");
        if (!hasLinks()) {
            refused(Kind.UNSUPPORTED, () -> storage.link("f", "g"));
            return;
        }
        storage.link("f", "g");
        try (StorageFile file = storage.open("g", OpenMode.READ_WRITE)) {
            file.writeFully(bytes("y"), 0);
        }
        assertEquals("y", read("f"));
        refused(Kind.ALREADY_EXISTS, () -> storage.link("f", "g"));
        refused(Kind.NOT_FOUND, () -> storage.link("missing", "h"));

        storage.delete("f");

        assertEquals("y", read("g"));
        assertEquals(List.of("g"), storage.list(""));
    }

    @Test
    void whatIsDeletedIsGone() {
        storage.createDirectory("d");
        write("d/f", "x");

        refused(Kind.NOT_FOUND, () -> storage.delete("d/missing"));
        refused(Kind.ALREADY_EXISTS, () -> storage.delete("d"));
        assertEquals("x", read("d/f"));
        storage.delete("d/f");
        assertFalse(storage.exists("d/f"));
        storage.delete("d");
        assertFalse(storage.exists("d"));
    }

    // ---- locking

    @Test
    @Tag("S3.59")
    void aLockIsHeldByOneAtATime() {
        try (StorageLock held = storage.lock("LOCK")) {
            assertTrue(storage.exists("LOCK"));
            for (int i = 0; i < 3; i++) {
                // The first attempt must not take the lock from its holder.
                StorageException e =
                        refused(Kind.LOCKED, () -> storage.lock("LOCK").close());
                assertInstanceOf(StorageLockedException.class, e);
                assertTrue(e.toString().contains(storage.describe("LOCK")), e::toString);
            }
        }
        storage.lock("LOCK").close();
    }

    @Test
    void aLockGivenBackTwiceIsNotTakenFromItsNextHolder() {
        StorageLock first = storage.lock("LOCK");
        first.close();
        try (StorageLock second = storage.lock("LOCK")) {
            first.close();
            refused(Kind.LOCKED, () -> storage.lock("LOCK").close());
        }
    }

    @Test
    void locksOnDifferentFilesDoNotMeet() {
        storage.createDirectory("d");
        try (StorageLock one = storage.lock("LOCK");
                StorageLock two = storage.lock("d/LOCK")) {
            assertTrue(storage.exists("d/LOCK"));
        }
    }

    @Test
    void aLockThatCouldNotBeMadeIsNotHeld() {
        refused(Kind.NOT_FOUND, () -> storage.lock("d/LOCK").close());
        storage.createDirectory("d");

        storage.lock("d/LOCK").close();
    }

    @Test
    @Tag("S3.59")
    void ofManyWhoWantALockExactlyOneGetsIt() throws Exception {
        assertEquals(1, race(8, () -> {
            storage.lock("LOCK"); // and keeps it
            return true;
        }));
    }

    // ---- space

    @Test
    void theSpaceLeftIsNotNegative() {
        assertTrue(storage.usableSpace() >= 0);
    }

    // ---- helpers

    private static StorageException refused(Kind kind, Executable call) {
        StorageException e = assertThrows(StorageException.class, call);
        assertEquals(kind, e.kind(), e::toString);
        return e;
    }

    /** Renames a file onto one that may be open. */
    private void renameOrLeave(String from, String to) {
        try {
            storage.rename(from, to);
        } catch (StorageException e) {
            if (replacesWhatIsOpen() || e.kind() != Kind.ACCESS_DENIED) {
                throw e;
            }
            storage.delete(from);
        }
    }

    private void write(String name, String text) {
        try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(bytes(text), 0);
        }
    }

    private String read(String name) {
        return new String(contents(name), UTF_8);
    }

    private byte[] contents(String name) {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            assertEquals(all.capacity(), file.readFully(all, 0));
            return all.array();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /** Lets threads start together; returns how many succeeded, the others having been refused. */
    private static int race(int threads, Callable<Boolean> attempt) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(threads);
            Callable<Boolean> runner = () -> {
                start.countDown();
                start.await();
                try {
                    return attempt.call();
                } catch (StorageException refused) {
                    return false;
                }
            };
            int won = 0;
            for (Future<Boolean> result : pool.invokeAll(java.util.Collections.nCopies(threads, runner))) {
                won += result.get() ? 1 : 0;
            }
            return won;
        } finally {
            pool.shutdown();
        }
    }
}
