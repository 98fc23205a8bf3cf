// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.families.Contents;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The power fails in every operation of an import; the same import then goes on, and ends with the same store. */
class ImportCrashTest {
    private static final int KEYS = 1_100;

    @TempDir
    private Path source;

    private final Map<String, String> state = new LinkedHashMap<>();

    private void leaveADirectory() throws IOException {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < KEYS; i++) {
            state.put("k" + i, Integer.toString(i * i));
            json.append(i == 0 ? "" : ", ")
                    .append("\"k")
                    .append(i)
                    .append("\": ")
                    .append(i * i);
        }
        Files.createDirectories(source.resolve("state"));
        Files.writeString(source.resolve("state/state.json"), json.append('}'));
    }

    private static StateStore open(Storage storage) {
        try {
            return StateStore.open(storage, StoreOptions.defaults());
        } catch (StoreMissingException e) {
            return StateStore.create(storage, StoreOptions.defaults());
        }
    }

    @Test
    @Tag("S3.47")
    void anImportThatWasCutOffGoesOnAndEndsEqual(TestReporter reporter) throws IOException {
        leaveADirectory();
        CrashReport report = CrashRunner.of(this::run, this::goOn)
                .damages(2)
                .sectorSizes(4096)
                .run();
        reporter.publishEntry("crashes", report.toString());
    }

    private void run(Storage storage, AckLog log) {
        try (StateStore store = open(storage)) {
            StoreImport.from(source).into(store);
            log.acked(1);
        }
    }

    private void goOn(Storage storage, AckLog log) {
        try (StateStore store = open(storage)) {
            Map<String, String> before = Contents.of(store);
            assertTrue(state.entrySet().containsAll(before.entrySet()), "nothing is there but what was imported");
            StoreImportReport report = StoreImport.from(source).into(store);
            assertEquals(before.size(), report.unchanged(), "what was there is not written again");
            assertEquals(state.size() - before.size(), report.put());
            if (log.lastAcked() > 0) {
                assertEquals(state, before, "the import had returned");
            }
            assertEquals(state, Contents.of(store));
            log.acked(1);
        }
    }
}
