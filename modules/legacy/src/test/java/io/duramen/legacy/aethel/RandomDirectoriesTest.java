// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.aethel.RandomValues.Value;
import io.duramen.legacy.families.Contents;
import io.duramen.legacy.families.Fixtures;
import io.duramen.legacy.lines.JsonScanner;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Directories made up at random are found to be what they were made. */
class RandomDirectoriesTest {
    private static final int DIRECTORIES = Integer.getInteger("duramen.directories", 300);

    @TempDir
    private Path temp;

    @Test
    @Tag("S2.07")
    @Tag("S3.46")
    @Tag("S3.47")
    void aMadeUpDirectoryIsReadAsItWasMadeUp(TestReporter reporter) throws IOException {
        long seed = Long.getLong("duramen.seed", 1_770_000_000L);
        reporter.publishEntry("seed", Long.toString(seed));
        for (int i = 0; i < DIRECTORIES; i++) {
            long each = seed + i;
            RandomDirectory made = new RandomDirectory(each);
            Path directory = temp.resolve("d" + i);
            made.write(directory);
            Map<String, String> before = Fixtures.digests(directory);

            ImportFindings found = StoreImport.from(directory).examine();
            ObjectNode report = (ObjectNode) Fixtures.json(Fixtures.report(found));
            assertEquals("ok", report.get("state_file").get("status").stringValue());
            report.remove(List.of("case", "system", "format", "summary", "files", "state_file"));
            JsonNode expected = Fixtures.json(made.expected());
            assertEquals(expected.toPrettyString(), report.toPrettyString(), () -> "seed " + each);
            imported(made, directory, each);
            assertEquals(before, Fixtures.digests(directory), () -> "seed " + each);
        }
    }

    private static void imported(RandomDirectory made, Path directory, long seed) {
        Map<String, String> wanted = new HashMap<>();
        for (Map.Entry<String, Value> entry : made.state().entrySet()) {
            wanted.put(
                    JsonScanner.unquote("\"" + entry.getKey() + "\""),
                    entry.getValue().written());
        }
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            StoreImport.from(directory).into(store);
            assertEquals(wanted, Contents.of(store), () -> "seed " + seed);
        }
    }
}
