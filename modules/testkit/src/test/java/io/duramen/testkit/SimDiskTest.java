// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLockedException;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SimDiskTest {
    private static final int SEEDS = 300;

    private final SimDisk disk = SimDisk.create();

    // ---- what survives

    @Test
    void whatASynchronousFileWasGivenSurvivesWithoutForce() {
        SimDisk disk = SimDisk.create();
        try (StorageFile file = disk.open("f", OpenMode.CREATE_NEW)) {
            file.preallocate(10);
            file.force(true);
        }
        disk.syncDirectory("");
        try (StorageFile file = disk.open("f", OpenMode.SYNCHRONOUS)) {
            file.writeFully(ByteBuffer.wrap(new byte[] {7}), 3);
        }
        ByteBuffer found = ByteBuffer.allocate(1);
        try (StorageFile file = disk.crash(0).open("f", OpenMode.READ)) {
            file.readFully(found, 3);
        }
        assertEquals(7, found.get(0));
    }

    @Test
    void whatWasForcedUnderASyncedNameSurvivesEveryCrash() {
        durable(disk, "f", "abc");

        assertEquals(Set.of("abc"), outcomes(disk, d -> text(d, "f")));
    }

    @Test
    void aForceDoesNotMakeTheNameDurable() {
        try (StorageFile file = disk.open("f", OpenMode.CREATE_NEW)) {
            write(file, "abc");
            file.force(true);
        }

        assertEquals(Set.of("[]", "[f]"), outcomes(disk, d -> d.list("").toString()));
        assertEquals("[]", disk.crash(0).list("").toString());
        assertEquals("abc", text(disk.crash(1), "f"));
    }

    @Test
    void aForceMakesTheNameDurableOnAKindDisk() {
        SimDisk kind = SimDisk.create(SimOptions.defaults().withForceKeepsNames(true));
        try (StorageFile file = kind.open("f", OpenMode.CREATE_NEW)) {
            file.force(true);
        }

        assertEquals(Set.of("[f]"), outcomes(kind, d -> d.list("").toString()));
    }

    @Test
    void aDirectorySyncDoesNotMakeContentsDurable() {
        try (StorageFile file = disk.open("f", OpenMode.CREATE_NEW)) {
            write(file, "abc");
        }
        disk.syncDirectory("");

        Set<String> found = outcomes(disk, d -> text(d, "f"));

        assertTrue(found.containsAll(Set.of("", "abc", "\0\0\0")), found::toString);
        assertEquals("", text(disk.crash(0), "f"));
    }

    @Test
    void aDirectorySyncCoversItsOwnNamesOnly() {
        disk.createDirectory("d");
        disk.syncDirectory("");
        disk.open("d/inner", OpenMode.CREATE_NEW).close();
        disk.open("outer", OpenMode.CREATE_NEW).close();
        disk.syncDirectory("d");

        assertEquals(Set.of("[inner]"), outcomes(disk, d -> d.list("d").toString()));
        assertEquals(
                Set.of("[d/]", "[d/, outer]"), outcomes(disk, d -> d.list("").toString()));
    }

    @Test
    void aRenameNotYetSyncedShowsTheOldFileOrTheNewOneAndNeverNeither() {
        durable(disk, "f", "old");
        durable(disk, "new", "new");
        disk.rename("new", "f");

        assertEquals(Set.of("[f, new] old", "[f] new"), outcomes(disk, d -> d.list("") + " " + text(d, "f")));
    }

    @Test
    void aRenameToAnotherDirectoryIsDurableWhenBothAreSynced() {
        disk.createDirectory("d");
        durable(disk, "f", "x");
        disk.rename("f", "d/f");
        Function<SimDisk, String> where = d -> d.list("") + " " + d.list("d");
        Set<String> either = Set.of("[d/, f] []", "[d/] [f]");

        assertEquals(either, outcomes(disk, where));
        disk.syncDirectory("d");
        assertEquals(either, outcomes(disk, where));
        disk.syncDirectory("");
        assertEquals(Set.of("[d/] [f]"), outcomes(disk, where));
    }

    @Test
    void strictNamesComeInAnyOrderAndJournalledOnesInTheirOwn() {
        SimDisk journalled = SimDisk.create(SimOptions.defaults().withNames(NameOrder.JOURNALLED));
        for (SimDisk each : List.of(disk, journalled)) {
            each.open("a", OpenMode.CREATE_NEW).close();
            each.open("b", OpenMode.CREATE_NEW).close();
        }

        assertEquals(
                Set.of("[]", "[a]", "[b]", "[a, b]"),
                outcomes(disk, d -> d.list("").toString()));
        assertEquals(
                Set.of("[]", "[a]", "[a, b]"),
                outcomes(journalled, d -> d.list("").toString()));
    }

    @Test
    void aChangeOfANameTakesThoseBeforeItAlong() {
        disk.open("a", OpenMode.CREATE_NEW).close();
        disk.rename("a", "b");
        disk.rename("b", "c");
        disk.link("c", "d");

        assertEquals(
                Set.of("[]", "[a]", "[b]", "[c]", "[d]", "[a, d]", "[b, d]", "[c, d]"),
                outcomes(disk, d -> d.list("").toString()));
    }

    @Test
    void aDirectoryIsRemovedOnlyWithWhatWasInIt() {
        disk.createDirectory("d");
        disk.syncDirectory("");
        durable(disk, "d/f", "x");
        disk.delete("d/f");
        disk.delete("d");

        assertEquals(
                Set.of("gone", "[]", "[f]"),
                outcomes(disk, d -> d.exists("d") ? d.list("d").toString() : "gone"));
    }

    @Test
    void aFileWithTwoNamesIsStillOneFileAfterACrash() {
        durable(disk, "f", "x");
        disk.link("f", "g");
        disk.syncDirectory("");
        SimDisk after = disk.crash(0);

        try (StorageFile file = after.open("g", OpenMode.READ_WRITE)) {
            write(file, "y");
        }

        assertEquals("y", text(after, "f"));
    }

    // ---- torn writes

    @Test
    void aTornWriteMixesSectorsOfOldNewZerosAndNoise() {
        durable(disk, "f", "o".repeat(1536));
        try (StorageFile file = disk.open("f", OpenMode.READ_WRITE)) {
            write(file, "n".repeat(1536));
        }

        Set<String> firsts = outcomes(disk, d -> firstSector(d.bytes("f")));

        assertEquals(Set.of("old", "new", "zeros", "noise"), firsts);
        assertTrue(outcomes(disk, d -> sectors(d.bytes("f"))).size() > 20);
    }

    @Test
    void aSectorOf4096BytesIsNeverTornWithin() {
        SimDisk large = SimDisk.create(SimOptions.defaults().withSectorSize(4096));
        durable(large, "f", "o".repeat(8192));
        try (StorageFile file = large.open("f", OpenMode.READ_WRITE)) {
            write(file, "n".repeat(8192));
        }

        Set<String> found = outcomes(large, d -> sectors(d.bytes("f")));

        for (String each : found) {
            String[] parts = each.split(" ", -1);
            assertEquals(1, Arrays.stream(parts, 0, 8).distinct().count(), each);
        }
    }

    private static String sectors(byte[] bytes) {
        StringBuilder all = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 512) {
            all.append(firstSector(Arrays.copyOfRange(bytes, at, at + 512))).append(' ');
        }
        return all.toString();
    }

    private static String firstSector(byte[] bytes) {
        String sector = new String(bytes, 0, 512, StandardCharsets.ISO_8859_1);
        return sector.equals("o".repeat(512))
                ? "old"
                : sector.equals("n".repeat(512)) ? "new" : sector.equals("\0".repeat(512)) ? "zeros" : "noise";
    }

    @Test
    void bytesBesideAWriteAreSafeUnlessTheDiskIsNotPowersafe() {
        SimDisk unsafe = SimDisk.create(SimOptions.defaults().withPowersafeOverwrite(false));
        for (SimDisk each : List.of(disk, unsafe)) {
            durable(each, "f", "a".repeat(2048));
            try (StorageFile file = each.open("f", OpenMode.READ_WRITE)) {
                file.writeFully(ByteBuffer.wrap("bbbb".getBytes(UTF_8)), 700);
            }
        }

        Function<SimDisk, String> neighbours =
                d -> text(d, "f").substring(512, 700).equals("a".repeat(188)) ? "safe" : "damaged";
        Function<SimDisk, String> others =
                d -> text(d, "f").startsWith("a".repeat(512)) && text(d, "f").endsWith("a".repeat(1024))
                        ? "safe"
                        : "damaged";
        assertEquals(Set.of("safe"), outcomes(disk, neighbours));
        assertEquals(Set.of("safe", "damaged"), outcomes(unsafe, neighbours));
        assertEquals(Set.of("safe"), outcomes(unsafe, others));
    }

    @Test
    void aDroppedWriteMayStillHaveMadeTheFileLonger() {
        durable(disk, "f", "abc");
        try (StorageFile file = disk.open("f", OpenMode.READ_WRITE)) {
            file.writeFully(ByteBuffer.wrap("d".repeat(8192).getBytes(UTF_8)), 3);
        }

        Set<String> found = outcomes(disk, d -> text(d, "f"));

        assertTrue(found.containsAll(Set.of("abc", "abc" + "d".repeat(8192), "abc" + "\0".repeat(8192))));
        assertTrue(found.stream().allMatch(text -> text.startsWith("abc")));
        assertTrue(found.stream().anyMatch(SimDiskTest::isNoiseOfFullLength));
    }

    /** No sector of it is what was written, nor zeros: it was not torn. */
    private static boolean isNoiseOfFullLength(String text) {
        return !text.contains("d".repeat(400)) && !text.contains("\0".repeat(400)) && text.length() > 1024;
    }

    @Test
    void aTruncationHappenedOrDidNot() {
        durable(disk, "f", "abcdef");
        try (StorageFile file = disk.open("f", OpenMode.READ_WRITE)) {
            file.truncate(2);
        }

        assertEquals(Set.of("ab", "abcdef"), outcomes(disk, d -> text(d, "f")));
    }

    @Test
    void reservedSpaceIsThereOrNot() {
        durable(disk, "f", "a");
        try (StorageFile file = disk.open("f", OpenMode.READ_WRITE)) {
            file.preallocate(3);
        }

        assertEquals(Set.of("a", "a\0\0"), outcomes(disk, d -> text(d, "f")));
    }

    @Test
    void reservedSpaceIsNoiseOnADiskWithoutAFileSystem() {
        SimDisk raw = SimDisk.create(SimOptions.defaults().withNoiseInReserved(true));
        try (StorageFile file = raw.open("f", OpenMode.CREATE_NEW)) {
            file.preallocate(10_000);
            file.force(true);
        }
        raw.syncDirectory("");

        assertFalse(Arrays.equals(new byte[10_000], raw.bytes("f")));
        assertArrayEquals(raw.bytes("f"), raw.crash(0).bytes("f"));
    }

    @Test
    void aLyingDiskLosesWhatItSaidWasDurable() {
        SimDisk liar = SimDisk.create(SimOptions.defaults().withLyingSync(true));
        durable(liar, "f", "abc");

        assertEquals("[]", liar.crash(0).list("").toString());
    }

    // ---- crashing

    @Test
    void theSameSeedDrawsTheSameStateAndTheDiskIsNotChanged() {
        durable(disk, "f", "o".repeat(3000));
        try (StorageFile file = disk.open("f", OpenMode.READ_WRITE)) {
            write(file, "n".repeat(5000));
            for (long seed = 0; seed < 50; seed++) {
                assertArrayEquals(disk.crash(seed).bytes("f"), disk.crash(seed).bytes("f"));
            }
            assertEquals("n".repeat(5000), text(disk, "f"));
            SimDisk after = disk.crash(1);
            after.zero("f", 0, 5000);
            assertEquals("n".repeat(5000), text(disk, "f"));
            assertEquals("n".repeat(5000), text(disk.crash(1), "f"));
        }
    }

    @Test
    void thePowerFailsInTheChosenOperationAndStaysOff() {
        disk.crashAt(2);
        StorageFile file = disk.open("f", OpenMode.CREATE_NEW);
        write(file, "abc");
        assertFalse(disk.isCrashed());

        SimulatedCrash crash = assertThrows(SimulatedCrash.class, () -> file.force(true));

        assertEquals(2, crash.operation());
        assertEquals("the power failed in operation 2 (force f)", crash.getMessage());
        assertTrue(disk.isCrashed());
        assertThrows(SimulatedCrash.class, () -> file.read(ByteBuffer.allocate(1), 0));
        assertThrows(SimulatedCrash.class, () -> disk.exists("f"));
        assertThrows(SimulatedCrash.class, () -> disk.delete("f"));
        file.close();
        assertEquals(List.of(), disk.crash(0).list(""));
    }

    @Test
    @SuppressWarnings("try") // it is closed, not used
    void theCrashCanBeThrownByABodyAndByWhatItsTryStatementCloses() {
        disk.crashAt(0);

        SimulatedCrash crash = assertThrows(SimulatedCrash.class, () -> {
            try (AutoCloseable alsoWrites = () -> disk.delete("f")) {
                disk.open("f", OpenMode.CREATE_NEW).close();
            }
        });

        assertEquals(0, crash.operation());
    }

    @Test
    void aForceInWhichThePowerFailsCoveredSomeOfWhatItShould() {
        durable(disk, "f", "");
        StorageFile file = disk.open("f", OpenMode.READ_WRITE);
        write(file, "abc");
        disk.crashAt(disk.operations());
        assertThrows(SimulatedCrash.class, () -> file.force(true));

        assertTrue(outcomes(disk, d -> text(d, "f")).containsAll(Set.of("", "abc")));
    }

    @Test
    void aDirectorySyncInWhichThePowerFailsMayHaveDoneNothing() {
        disk.open("f", OpenMode.CREATE_NEW).close();
        disk.crashAt(disk.operations());
        assertThrows(SimulatedCrash.class, () -> disk.syncDirectory(""));

        assertEquals(Set.of("[]", "[f]"), outcomes(disk, d -> d.list("").toString()));
    }

    @Test
    void aCrashInThePastIsRefused() {
        durable(disk, "f", "");

        assertThrows(IllegalArgumentException.class, () -> disk.crashAt(0));
    }

    @Test
    void aRestartOfTheProgramKeepsTheCacheOfTheMachine() {
        StorageFile file = disk.open("f", OpenMode.CREATE_NEW);
        write(file, "abc");
        disk.lock("LOCK");

        disk.restart();

        assertEquals("abc", text(disk, "f"));
        assertThrows(SimulatedCrash.class, file::size);
        assertEquals(List.of(), disk.openFiles());
        disk.lock("LOCK").close();
        assertEquals("[]", disk.crash(0).list("").toString());
    }

    @Test
    void aCrashDropsLocks() {
        disk.lock("LOCK");
        disk.syncDirectory("");
        assertThrows(StorageLockedException.class, () -> disk.lock("LOCK"));

        disk.crash(0).lock("LOCK").close();
    }

    @Test
    void operationsAreCountedByKind() {
        durable(disk, "f", "abc");

        assertEquals(4, disk.operations());
        assertEquals(1, disk.count(Kind.FORCE));
        assertEquals(1, disk.count(Kind.WRITE));
        assertEquals(1, disk.count(Kind.SYNC_DIRECTORY));
        assertEquals(1, disk.count(Kind.CREATE));
    }

    @Test
    void filesLeftOpenAreFound() {
        StorageFile file = disk.open("f", OpenMode.CREATE_NEW);
        assertEquals(List.of("f"), disk.openFiles());

        file.close();
        assertEquals(List.of(), disk.openFiles());
    }

    // ---- faults

    @Test
    @Tag("S3.57")
    void aFailedForceLosesTheDataEvenIfTheNextOneSucceeds() {
        for (ForceFailure failure : ForceFailure.values()) {
            SimDisk each = SimDisk.create();
            durable(each, "f", "old");
            each.failForce(each.count(Kind.FORCE), failure);
            try (StorageFile file = each.open("f", OpenMode.READ_WRITE)) {
                write(file, "new and longer");
                StorageException e = assertThrows(StorageException.class, () -> file.force(true));
                assertEquals(StorageException.Kind.IO, e.kind());
                assertEquals(failure == ForceFailure.KEEP ? "new and longer" : "old", text(each, "f"));
                file.force(true);
            }
            assertEquals(Set.of("old"), outcomes(each, d -> text(d, "f")));
        }
    }

    @Test
    void whatWasArrangedCanBeForgotten() {
        durable(disk, "f", "old");
        disk.failForce(disk.count(Kind.FORCE), ForceFailure.REVERT);
        disk.failDirectorySync(disk.count(Kind.SYNC_DIRECTORY));
        disk.heal();
        try (StorageFile file = disk.open("f", OpenMode.READ_WRITE)) {
            write(file, "new");
            file.force(true);
        }
        disk.syncDirectory("");

        assertEquals(Set.of("new"), outcomes(disk, d -> text(d, "f")));
    }

    @Test
    @Tag("S3.57")
    void aFailedDirectorySyncLeavesItsNamesInDoubtForGood() {
        disk.failDirectorySync(0);
        disk.open("f", OpenMode.CREATE_NEW).close();
        assertThrows(StorageException.class, () -> disk.syncDirectory(""));
        disk.syncDirectory("");

        assertEquals(Set.of("[]", "[f]"), outcomes(disk, d -> d.list("").toString()));
    }

    @Test
    @Tag("S1.09")
    void aFullDiskTakesWhatFitsThenRefusesAndTakesMoreOnceThereIsRoom() {
        SimDisk small = SimDisk.create(SimOptions.defaults().withCapacity(SimDisk.NAME_BYTES + 5));
        try (StorageFile file = small.open("f", OpenMode.CREATE_NEW)) {
            ByteBuffer data = ByteBuffer.wrap("0123456789".getBytes(UTF_8));

            StorageException e = assertThrows(StorageException.class, () -> file.writeFully(data, 0));

            assertEquals(StorageException.Kind.NO_SPACE, e.kind());
            assertEquals("01234", text(small, "f"));
            assertEquals(0, small.usableSpace());
            write(file, "43210"); // what is allocated can be written
            small.setCapacity(1000);
            file.writeFully(data, 5);
            assertEquals("4321056789", text(small, "f"));
        }
    }

    @Test
    @Tag("S1.09")
    void aFullDiskTakesNoNameUntilOneIsDeleted() {
        SimDisk small = SimDisk.create(SimOptions.defaults().withCapacity(2 * SimDisk.NAME_BYTES));
        small.open("a", OpenMode.CREATE_NEW).close();
        small.open("b", OpenMode.CREATE_NEW).close();

        noSpace(() -> small.open("c", OpenMode.CREATE_NEW).close());
        noSpace(() -> small.createDirectory("d"));
        noSpace(() -> small.link("a", "d"));
        noSpace(() -> small.rename("a", "c"));
        small.rename("a", "b");
        assertEquals(SimDisk.NAME_BYTES, small.usableSpace());
        small.createDirectory("d");
        small.delete("d");
        small.delete("b");
        assertEquals(2 * SimDisk.NAME_BYTES, small.usableSpace());
    }

    @Test
    @Tag("S1.09")
    void aReservationIsAllOrNothingAndGivenBackWhenTheFileIsGone() {
        SimDisk small = SimDisk.create(SimOptions.defaults().withCapacity(1000));
        try (StorageFile file = small.open("f", OpenMode.CREATE_NEW)) {
            noSpace(() -> file.preallocate(1000));
            assertEquals(0, file.size());
            file.preallocate(900);
            small.delete("f");
            assertEquals(100, small.usableSpace()); // it is open
        }
        assertEquals(1000, small.usableSpace());
    }

    @Test
    @Tag("S1.09")
    void withDelayedAllocationTheForceFindsTheDiskFullAndTheDataIsLost() {
        SimDisk late = SimDisk.create(
                SimOptions.defaults().withCapacity(SimDisk.NAME_BYTES + 3).withDelayedAllocation(true));
        try (StorageFile file = late.open("f", OpenMode.CREATE_NEW)) {
            late.syncDirectory("");
            write(file, "0123456789");
            noSpace(() -> file.force(false));
            late.setCapacity(1000);
            file.force(false);
        }

        assertEquals("", text(late.crash(1), "f"));
    }

    @Test
    @Tag("S3.57")
    void unreadableSectorsStayUnreadableUntilHealed() {
        durable(disk, "f", "x".repeat(2000));
        disk.failReads("f", 600, 1);
        SimDisk after = disk.crash(0);

        try (StorageFile file = after.open("f", OpenMode.READ)) {
            assertEquals(512, file.readFully(ByteBuffer.allocate(512), 0));
            assertThrows(StorageException.class, () -> file.read(ByteBuffer.allocate(1), 1023));
            assertEquals(1, file.read(ByteBuffer.allocate(1), 1024));
            after.healReads("f");
            assertEquals(1, file.read(ByteBuffer.allocate(1), 1023));
        }
    }

    @Test
    @Tag("S3.57")
    void rotIsThereBeforeAndAfterACrash() {
        durable(disk, "f", "aaaaaaaaaa");
        disk.flipBit("f", 8 + 1);
        disk.zero("f", 3, 2);
        disk.overwrite("f", 8, "XYZ".getBytes(UTF_8));

        assertEquals("aca\0\0aaaXY", text(disk, "f"));
        assertEquals("aca\0\0aaaXY", text(disk.crash(0), "f"));
        disk.noise("f", 0, 10, 7);
        assertEquals(10, disk.files().get("f"));
        assertFalse(text(disk.crash(0), "f").endsWith("XY"));
    }

    @Test
    @Tag("S3.57")
    void aMisdirectedWriteDamagesAnotherFileAndIsMissingAfterTheCrash() {
        durable(disk, "f", "ffff");
        durable(disk, "g", "gggg");
        disk.misdirectWrite(disk.count(Kind.WRITE), "g", 1);
        try (StorageFile file = disk.open("f", OpenMode.READ_WRITE)) {
            write(file, "XX");
            file.force(true);
        }

        assertEquals("XXff", text(disk, "f"));
        assertEquals("ffff", text(disk.crash(1), "f"));
        assertEquals("gXXg", text(disk.crash(0), "g"));
    }

    // ---- the model as a whole

    @Test
    void whateverIsDoneTheTwoExtremesAreWhatWasSyncedAndWhatWasWritten() {
        Seeds.run(200, random -> {
            SimDisk each = SimDisk.create(SimOptions.defaults()
                    .withNames(random.nextBoolean() ? NameOrder.STRICT : NameOrder.JOURNALLED)
                    .withSeed(random.nextLong()));
            each.createDirectory("d");
            for (int i = 0; i < 40; i++) {
                RandomSteps.step(each, random);
            }
            assertEquals(contents(each), contents(each.crash(1)));
            for (String name : each.files().keySet()) {
                try (StorageFile file = each.open(name, OpenMode.READ)) {
                    file.force(true);
                }
            }
            each.syncDirectory("d");
            each.syncDirectory("");
            each.syncDirectory("d");
            String all = contents(each);
            assertEquals(all, contents(each.crash(0)));
            assertEquals(all, contents(each.crash(random.nextLong())));
        });
    }

    @Test
    void theSpaceInUseIsCountedRightWhateverIsDone() {
        Seeds.run(100, random -> {
            SimDisk each = SimDisk.create(SimOptions.defaults().withCapacity(1_000_000));
            each.createDirectory("d");
            for (int i = 0; i < 60; i++) {
                RandomSteps.step(each, random);
            }
            assertEquals(each.usableSpace(), each.crash(1).usableSpace());
        });
    }

    // ---- helpers

    private static Set<String> outcomes(SimDisk disk, Function<SimDisk, String> view) {
        Set<String> found = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            found.add(view.apply(disk.crash(seed)));
        }
        return found;
    }

    private static String contents(SimDisk disk) {
        StringBuilder all = new StringBuilder();
        disk.files()
                .keySet()
                .forEach(name -> all.append(name)
                        .append('=')
                        .append(Arrays.hashCode(disk.bytes(name)))
                        .append(' '));
        return all.toString();
    }

    private static void durable(Storage storage, String name, String text) {
        try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
            write(file, text);
            file.force(true);
        }
        String parent = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
        storage.syncDirectory(parent);
    }

    private static void write(StorageFile file, String text) {
        file.writeFully(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
    }

    private static String text(SimDisk disk, String name) {
        return new String(disk.bytes(name), UTF_8);
    }

    private static void noSpace(Executable call) {
        assertEquals(
                StorageException.Kind.NO_SPACE,
                assertThrows(StorageException.class, call).kind());
    }
}
