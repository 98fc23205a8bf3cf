// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.NioStorage;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KillPointStorageTest {
    private static final int FRAME = 100;

    @TempDir
    private Path directory;

    private final BlockingQueue<KillPoint> told = new ArrayBlockingQueue<>(10);

    @ParameterizedTest
    @EnumSource(KillPoint.class)
    void aThreadThatReachesThePointSaysSoAndGoesNoFurther(KillPoint point) throws Exception {
        KillGate gate = new KillGate(point, told::add);
        gate.arm();
        List<String> done = new ArrayList<>();
        Thread worker = new Thread(() -> work(new KillPointStorage(NioStorage.at(directory), gate), done));
        worker.setDaemon(true);
        worker.start();

        assertEquals(point, told.poll(60, TimeUnit.SECONDS));
        assertEquals(expected(point), done);
        assertTrue(told.isEmpty());
    }

    /** What was done before each point, in the order of {@link #work}. */
    private static List<String> expected(KillPoint point) {
        return switch (point) {
            case MID_CHECKPOINT -> List.of("armed", "rolled", "wrote", "forced");
            case MID_WRITE -> List.of("armed", "rolled");
            case BEFORE_SYNC, AFTER_SYNC -> List.of("armed", "rolled", "wrote");
            case MID_ROLL -> List.of("armed");
        };
    }

    @Test
    void midWriteLeavesHalfOfTheFrame() throws Exception {
        aThreadThatReachesThePointSaysSoAndGoesNoFurther(KillPoint.MID_WRITE);

        byte[] segment = Files.readAllBytes(directory.resolve("1.seg"));
        assertEquals(10 + FRAME / 2, segment.length);
    }

    @Test
    void midRollHasTheNewNameAndMidCheckpointHasNot() throws Exception {
        aThreadThatReachesThePointSaysSoAndGoesNoFurther(KillPoint.MID_ROLL);
        assertTrue(Files.exists(directory.resolve("1.seg")));
    }

    @Test
    void midCheckpointStandsBeforeTheManifestIsReplaced() throws Exception {
        aThreadThatReachesThePointSaysSoAndGoesNoFurther(KillPoint.MID_CHECKPOINT);
        assertTrue(Files.notExists(directory.resolve("MANIFEST")));
        assertTrue(Files.exists(directory.resolve("MANIFEST.tmp")));
    }

    @ParameterizedTest
    @EnumSource(KillPoint.class)
    void nobodyIsStoppedBeforeTheGateIsArmed(KillPoint point) throws IOException {
        List<String> done = new ArrayList<>();
        work(new KillPointStorage(NioStorage.at(directory), new KillGate(point, told::add)), done);

        assertEquals(List.of("armed", "rolled", "wrote", "forced", "replaced"), done);
        assertEquals(10 + FRAME, Files.size(directory.resolve("1.seg")));
        assertTrue(told.isEmpty());
    }

    private static void work(KillPointStorage storage, List<String> done) {
        try (StorageFile segment = storage.open("1.arming", OpenMode.CREATE_NEW)) {
            segment.writeFully(ByteBuffer.allocate(10), 0); // a header, which is no frame
            segment.force(false);
            done.add("armed");
            storage.rename("1.arming", "1.seg");
            storage.syncDirectory("");
            done.add("rolled");
            segment.writeFully(ByteBuffer.allocate(FRAME), 10);
            done.add("wrote");
            segment.force(false);
            done.add("forced");
        }
        storage.open("MANIFEST.tmp", OpenMode.CREATE_NEW).close();
        storage.rename("MANIFEST.tmp", "MANIFEST");
        done.add("replaced");
    }
}
