// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The seven steps of docs/guide/transactions.md, as the storage sees them. */
class CommitProtocolTest {
    private final RecordingStorage disk = RecordingStorage.over(SimDisk.create());

    /** Names the step of which calls are. */
    private static List<String> step(CommitStep step, String... calls) {
        return Stream.of(calls).map(call -> step + " " + call).toList();
    }

    private static List<String> inOrder(List<List<String>> steps) {
        return steps.stream().flatMap(List::stream).toList();
    }

    /** The calls since the last clear, each with the step it belongs to; of the marks the caller knows what they are for. */
    private List<String> namedSteps(CommitStep marks) {
        return steps().stream().map(call -> stepOf(call, marks) + " " + call).toList();
    }

    private static CommitStep stepOf(String call, CommitStep marks) {
        if (call.startsWith("mark ")) {
            return CommitStep.APPLY;
        }
        if (call.endsWith("wal/marks")) {
            return marks;
        }
        if (call.contains(" wal/")) {
            return call.startsWith("force") ? CommitStep.FORCE_RECORD : CommitStep.WRITE_RECORD;
        }
        return switch (call.substring(0, call.indexOf(' '))) {
            case "create", "write" -> CommitStep.WRITE_TEMPORARY;
            case "force" -> CommitStep.FORCE_TEMPORARY;
            case "rename", "sync" -> CommitStep.RENAME;
            default -> throw new AssertionError(call);
        };
    }

    /** The calls since the last clear, without the places in files; a segment keeps the name it was opened under. */
    private List<String> steps() {
        return disk.trace().stream()
                .map(s -> s.replaceAll(" \\d+\\+\\d+$", "").replace(".arming", ".seg"))
                .toList();
    }

    @Test
    @Tag("S1.05")
    @Tag("S1.07")
    @Tag("S1.16")
    @Tag("S3.35")
    @Tag("S4.04")
    @Tag("S4.11")
    void aCommitIsWrittenAndForcedBeforeItIsSeenOrAcknowledged() {
        try (StateStore store = newStore(disk)) {
            put(store, "warm", "up");
            disk.clear();
            store.commit(tx -> {
                tx.put(bytes("a"), bytes("1"));
                disk.mark("body", 0);
            });
            disk.mark("acknowledged", 0);

            assertEquals(
                    inOrder(List.of(
                            step(CommitStep.APPLY, "mark body 0"), // computed, not shown
                            step(CommitStep.WRITE_RECORD, "write wal/0000000000000001.seg"),
                            step(CommitStep.FORCE_RECORD, "force wal/0000000000000001.seg"), // the commit point
                            step(CommitStep.APPLY, "mark acknowledged 0"))), // in memory
                    namedSteps(CommitStep.MARK));
        }
    }

    @Test
    @Tag("S1.05")
    @Tag("S1.07")
    @Tag("S1.15")
    @Tag("S1.16")
    @Tag("S4.04")
    void aStrictCommitGoesThroughAllSevenStepsBeforeItIsAcknowledged() {
        try (StateStore store = StateStore.create(disk, TestStores.strict(1))) {
            put(store, "warm", "up");
            disk.clear();
            store.commit(tx -> {
                tx.put(bytes("a"), bytes("1"));
                disk.mark("body", 0);
            });
            disk.mark("acknowledged", 0);

            assertEquals(
                    inOrder(List.of(
                            step(CommitStep.APPLY, "mark body 0"), // computed, not shown
                            step(CommitStep.WRITE_RECORD, "write wal/0000000000000001.seg"),
                            step(CommitStep.FORCE_RECORD, "force wal/0000000000000001.seg"), // the commit point
                            step(CommitStep.FORCE_RECORD, "write wal/marks", "force wal/marks"), // as FULL has it
                            step(CommitStep.WRITE_TEMPORARY, "create ROOT.tmp", "write ROOT.tmp"),
                            step(CommitStep.FORCE_TEMPORARY, "force ROOT.tmp with metadata"),
                            step(CommitStep.RENAME, "rename ROOT.tmp to ROOT", "sync directory "),
                            step(CommitStep.APPLY, "mark acknowledged 0"))), // shown and told
                    namedSteps(CommitStep.FORCE_RECORD));
        }
    }

    @Test
    @Tag("S1.78")
    void theGuideNumbersAndNamesTheStepsAsTheCodeDoes() throws IOException {
        List<String> steps = Stream.of(CommitStep.values())
                .map(step -> step.number() + " " + step)
                .toList();
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7),
                Stream.of(CommitStep.values()).map(CommitStep::number).toList());
        assertEquals(steps, named("## The seven steps", "## Strict mode"));
        assertEquals(steps.subList(2, 7), named("## Strict mode", "## When something fails"));
    }

    /** The steps that have a row of their own in a part of the guide. */
    private static List<String> named(String from, String to) throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "guide", "transactions.md"))
                .replace("\r\n", "\n");
        return Pattern.compile("(?m)^\\| (\\d) `([A-Z_]+)`")
                .matcher(page.substring(page.indexOf(from), page.indexOf(to)))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
    }

    @Test
    @Tag("S1.15")
    @Tag("S1.16")
    @Tag("S4.03")
    @Tag("S4.04")
    void aCheckpointGoesThroughStepsFourToSevenInOrder() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.checkpoint();
            put(store, "b", "2");
            disk.clear();
            store.checkpoint();

            assertEquals(
                    inOrder(List.of(
                            step(
                                    CommitStep.WRITE_TEMPORARY,
                                    "create directory ckpt/0000000000000002",
                                    "create ckpt/0000000000000002/base.kvs.tmp",
                                    "write ckpt/0000000000000002/base.kvs.tmp"),
                            step(CommitStep.FORCE_TEMPORARY, "force ckpt/0000000000000002/base.kvs.tmp with metadata"),
                            step(
                                    CommitStep.RENAME,
                                    "rename ckpt/0000000000000002/base.kvs.tmp to ckpt/0000000000000002/base.kvs",
                                    "sync directory ckpt/0000000000000002",
                                    "sync directory ckpt"),
                            step( // of the manifests
                                    CommitStep.WRITE_TEMPORARY, "create MANIFEST.prev.tmp", "write MANIFEST.prev.tmp"),
                            step(CommitStep.FORCE_TEMPORARY, "force MANIFEST.prev.tmp with metadata"),
                            step(CommitStep.WRITE_TEMPORARY, "create MANIFEST.tmp", "write MANIFEST.tmp"),
                            step(CommitStep.FORCE_TEMPORARY, "force MANIFEST.tmp with metadata"),
                            step(
                                    CommitStep.RENAME,
                                    "rename MANIFEST.prev.tmp to MANIFEST.prev",
                                    "sync directory ",
                                    "rename MANIFEST.tmp to MANIFEST",
                                    "sync directory "),
                            step(CommitStep.MARK, "write wal/marks", "force wal/marks"))),
                    namedSteps(CommitStep.MARK));
        }
    }

    @Test
    @Tag("S1.15")
    @Tag("S1.16")
    @Tag("S4.03")
    @Tag("S4.04")
    void aCheckpointOfLittleThatChangedWritesOnlyThatAndOneManifest() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1".repeat(2_000));
            store.checkpoint();
            put(store, "b", "2");
            disk.clear();
            store.checkpoint();

            assertEquals(
                    List.of(
                            "create directory ckpt/0000000000000002",
                            "create ckpt/0000000000000002/delta.kvs.tmp", // step 4
                            "write ckpt/0000000000000002/delta.kvs.tmp",
                            "force ckpt/0000000000000002/delta.kvs.tmp with metadata", // step 5
                            "rename ckpt/0000000000000002/delta.kvs.tmp to ckpt/0000000000000002/delta.kvs",
                            "sync directory ckpt/0000000000000002",
                            "sync directory ckpt",
                            "create MANIFEST.tmp", // step 4 of the manifest
                            "write MANIFEST.tmp",
                            "force MANIFEST.tmp with metadata", // step 5
                            "rename MANIFEST.tmp to MANIFEST", // step 6
                            "sync directory "),
                    steps());
        }
    }

    @Test
    @Tag("S1.04")
    @Tag("S4.14")
    void whatNoGenerationNeedsGoesOnlyAfterTheManifestAndTheMark() {
        try (StateStore store = newStore(disk)) {
            String value = "x".repeat(20_000);
            for (int i = 0; i < 10; i++) {
                put(store, "k" + i, value);
            }
            store.checkpoint();
            for (int i = 0; i < 10; i++) {
                put(store, "k" + i, value + i);
            }
            store.checkpoint();
            for (int i = 0; i < 10; i++) {
                put(store, "k" + i, value);
            }
            disk.clear();
            store.checkpoint();

            List<String> steps = steps();
            int manifest = steps.indexOf("rename MANIFEST.tmp to MANIFEST");
            int mark = steps.indexOf("force wal/marks");
            int firstDelete = 0;
            while (!steps.get(firstDelete).startsWith("delete")) {
                firstDelete++;
            }
            assertTrue(manifest > 0 && mark > manifest && firstDelete > mark, steps::toString);
            assertEquals(
                    List.of(
                            "delete ckpt/0000000000000001/base.kvs",
                            "sync directory ckpt/0000000000000001",
                            "delete ckpt/0000000000000001",
                            "sync directory ckpt"),
                    steps.subList(steps.size() - 4, steps.size()));
            assertTrue(steps.stream().anyMatch(s -> s.startsWith("delete wal/")), steps::toString);
        }
    }

    @Test
    @Tag("S1.05")
    @Tag("S1.07")
    void ofRandomTransactionsNoneIsSeenBeforeItsForce() {
        Seeds.run(20, random -> {
            RecordingStorage recorded = RecordingStorage.over(SimDisk.create());
            try (StateStore store = StateStore.create(recorded, withoutRolls())) {
                for (int i = 1; i <= 20; i++) {
                    String value = "v".repeat(random.nextInt(1, 5000));
                    recorded.clear();
                    put(store, "k" + random.nextInt(5), value);
                    List<Operation> operations = recorded.operations();
                    Operation last = operations.get(operations.size() - 1);

                    assertEquals(Operation.Kind.FORCE, last.kind());
                    assertEquals(i, store.lsn());
                }
            }
        });
    }

    @Test
    @Tag("S1.55")
    void nothingIsWrittenOrForcedButByCommitsAndCheckpoints() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.checkpoint();
            disk.clear();
            get(store, "a");
            store.snapshot().root();
            store.prove(bytes("a"));
            store.verify((phase, done, total) -> {});
            store.checkpoint(); // there is one of this version
            store.begin().put(bytes("b"), bytes("2")).rollback();

            assertEquals(List.of(), disk.trace());
        }
    }

    @Test
    void openingForReadingChangesNothingAndTakesNoLock() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            Storage same = disk;
            disk.clear();
            try (ReadableStore reader = StateStore.openReadOnly(same, options())) {
                assertEquals("1", get(reader, "a"));
                assertTrue(reader.recoveryReport().readOnly());
            }

            assertEquals(List.of(), disk.trace());
        }
    }

    /** A segment so large that none is armed behind it meanwhile. */
    private static StoreOptions withoutRolls() {
        return options().toBuilder()
                .wal(options().wal().toBuilder()
                        .maxSegmentBytes(1 << 20)
                        .firstSegmentBytes(1 << 20)
                        .build())
                .build();
    }
}
