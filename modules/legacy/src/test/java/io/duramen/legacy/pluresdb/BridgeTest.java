// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.Written.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Fixtures;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import io.duramen.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A snapshot is restored as a whole or not at all, and what is in its way is named. */
class BridgeTest {
    private static final String NODES = "[{\"id\":\"n1\",\"payload\":{\"k\":1}},{\"id\":\"n2\",\"payload\":1e10}]";
    private static final String MORE_NODES = "[{\"id\":\"n3\",\"payload\":null},{\"id\":\"n1\",\"payload\":[3]}]";

    @TempDir
    private Path directory;

    private Path path(String hash) {
        return directory.resolve("blobs").resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    /** Stores a blob and returns its hash. */
    private String blob(String content) {
        return blob(utf8(content));
    }

    private String blob(byte[] content) {
        String hash = HexFormat.of().formatHex(Sha256.digest().digest(content));
        file(path(hash).getParent(), hash.substring(2), content);
        return hash;
    }

    private static String ref(String hash, int size) {
        return "{\"hash\":\"" + hash + "\",\"size\":" + size + "}";
    }

    private String manifest(long createdAt, int nodes, String... refs) {
        return blob("{\"id\":\"m" + createdAt + "\",\"created_at\":" + createdAt + ",\"chunks\":["
                + String.join(",", refs) + "],\"node_count\":" + nodes + ",\"label\":null}");
    }

    private String snapshot(long createdAt) {
        return manifest(createdAt, 4, ref(blob(NODES), NODES.length()), ref(blob(MORE_NODES), MORE_NODES.length()));
    }

    private Findings read(String manifest) {
        return new BridgeFamily().read(LegacySource.at(directory), new Selection(null, manifest), Progress.NONE);
    }

    private static Map<?, ?> restore(Findings findings) {
        return (Map<?, ?>) findings.fields().get("restore");
    }

    private static String changes(Findings findings) {
        Map<String, String> changes = new TreeMap<>();
        for (Change change : findings.changes()) {
            byte[] value = change.value();
            String text = value == null ? "gone" : new String(value, StandardCharsets.UTF_8);
            assertNull(changes.put(new String(change.key(), StandardCharsets.UTF_8), text));
        }
        return changes.toString();
    }

    private static void requireRefused(String code, String file, Findings findings) {
        assertNotNull(findings.refusal());
        assertEquals(code, findings.refusal().code());
        assertEquals(findings.refusal(), findings.strictRefusal());
        assertTrue(findings.refusal().file().endsWith(file), findings.refusal()::toString);
        assertEquals(false, restore(findings).get("ok"));
        assertEquals(code, restore(findings).get("error"));
        assertNull(restore(findings).get("nodes"));
    }

    @Test
    @Tag("S3.46")
    void aSnapshotIsRestoredFromItsChunks() {
        String hash = snapshot(5);
        Findings findings = read(null);
        assertNull(findings.strictRefusal());
        assertEquals(List.of(), findings.damage());
        assertEquals(hash, findings.fields().get("manifest_hash"));
        List<Object> nodes = new ArrayList<>();
        ((Iterable<?>) restore(findings).get("nodes")).forEach(nodes::add);
        assertEquals(4, nodes.size());
        assertEquals("{n1=[3], n2=1e10, n3=null}", changes(findings));
    }

    @Test
    void aMissingChunkRefusesTheSnapshot() throws IOException {
        snapshot(5);
        String chunk = blob(MORE_NODES);
        Files.delete(path(chunk));
        requireRefused("BLOB_MISSING", chunk.substring(2), read(null));
    }

    @Test
    void everyFlippedBitOfAChunkRefusesTheSnapshot() throws IOException {
        snapshot(5);
        String chunk = blob(MORE_NODES);
        byte[] bytes = utf8(MORE_NODES);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path(chunk), flipped);
            Findings findings = read(null);
            requireRefused("BLOB_HASH_MISMATCH", chunk.substring(2), findings);
            assertEquals(1, findings.damage().size());
        }
    }

    @Test
    void aTornBlobRefusesTheSnapshot() throws IOException {
        snapshot(5);
        String chunk = blob(NODES);
        for (int length = 0; length < NODES.length(); length++) {
            Files.write(path(chunk), Arrays.copyOf(utf8(NODES), length));
            requireRefused("BLOB_HASH_MISMATCH", chunk.substring(2), read(null));
        }
    }

    @Test
    void aSizeThatIsNotThatOfTheManifestRefusesTheSnapshot() {
        String chunk = blob(NODES);
        manifest(5, 2, ref(chunk, NODES.length() + 1));
        requireRefused("BLOB_HASH_MISMATCH", chunk.substring(2), read(null));
    }

    @Test
    void aChunkThatIsNoArrayOfNodesRefusesTheSnapshot() {
        for (String content : List.of("{}", "[1]", "[{\"id\":1,\"payload\":1}]", "[{\"id\":\"n\"}]", "[]x", "")) {
            Path before = directory;
            directory = before.resolve("case" + content.length() + content.hashCode());
            String chunk = blob(content);
            manifest(5, 0, ref(chunk, content.length()));
            requireRefused("BLOB_UNPARSEABLE", chunk.substring(2), read(null));
            directory = before;
        }
    }

    @Test
    void aHashThatIsNoneLeadsNowhere() {
        for (String hash : List.of("", "../../../../etc/passwd", "AB".repeat(32), "/" + "a".repeat(63))) {
            Path before = directory;
            directory = before.resolve("case" + hash.hashCode());
            manifest(5, 0, ref(hash, 1));
            requireRefused("BLOB_MISSING", "blobs", read(null));
            requireRefused("BLOB_MISSING", "blobs", read(hash));
            directory = before;
        }
    }

    @Test
    void ofSeveralSnapshotsTheNewestIsMeantUnlessAnotherIsNamed() {
        String old = manifest(4, 2, ref(blob(NODES), NODES.length()));
        String young = snapshot(5);
        assertEquals(young, read(null).fields().get("manifest_hash"));
        assertEquals("{n1={\"k\":1}, n2=1e10}", changes(read(old)));
        requireRefused("BLOB_UNPARSEABLE", blob(NODES).substring(2), read(blob(NODES)));
        requireRefused("BLOB_MISSING", "a", read("a".repeat(64)));
    }

    @Test
    void twoSnapshotsOfOneSecondAreNotGuessedBetween() {
        String one = manifest(5, 2, ref(blob(NODES), NODES.length()));
        snapshot(5);
        Findings findings = read(null);
        assertNotNull(findings.refusal());
        assertEquals("SNAPSHOT_AMBIGUOUS", findings.refusal().code());
        assertNull(read(one).refusal());
    }

    @Test
    void aDamagedManifestMayHaveBeenTheNewestAndIsNotPassedOver() throws IOException {
        String old = manifest(4, 2, ref(blob(NODES), NODES.length()));
        String young = snapshot(5);
        byte[] bytes = Files.readAllBytes(path(young));
        bytes[bytes.length - 1]++;
        Files.write(path(young), bytes);
        requireRefused("BLOB_HASH_MISMATCH", young.substring(2), read(null));
        assertEquals(young, read(null).fields().get("manifest_hash"));
        Findings findings = read(old);
        assertNull(findings.refusal());
        assertNotNull(findings.strictRefusal());
    }

    @Test
    void aNodeCountThatIsWrongIsReported() {
        manifest(5, 3, ref(blob(NODES), NODES.length()));
        Findings findings = read(null);
        assertNull(findings.refusal());
        assertEquals("node_count_mismatch", findings.damage().get(0).reason());
        assertNotNull(findings.strictRefusal());
    }

    @Test
    void ofTheLogWhatIsYoungerThanTheSnapshotCountsOnTopOfIt() {
        snapshot(TIME);
        logChunk(
                entry(3, TIME + 1, "{\"Put\":{\"id\":\"n4\",\"data\":4}}"),
                entry(4, TIME + 1, "{\"Delete\":{\"id\":\"n3\"}}"));
        logChunk(entry(1, TIME - 1, "{\"Delete\":{\"id\":\"n1\"}}"), entry(2, TIME, "{\"Delete\":{\"id\":\"n2\"}}"));
        Findings findings = read(null);
        assertEquals("{n1=[3], n2=1e10, n3=gone, n4=4}", changes(findings));
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                all(findings, "wal_entries").stream()
                        .map(entry -> ((Map<?, ?>) entry).get("seq"))
                        .toList());
    }

    @Test
    void withoutASnapshotAllOfTheLogCounts() {
        logChunk(
                entry(2, TIME, "{\"Delete\":{\"id\":\"n2\"}}"), entry(1, TIME, "{\"Put\":{\"id\":\"n1\",\"data\":1}}"));
        Findings findings = read(null);
        assertNull(findings.refusal());
        assertEquals("{n1=1, n2=gone}", changes(findings));
        assertNull(findings.fields().get("manifest"));
    }

    @Test
    @Tag("S3.04")
    void aRecordOfALogChunkIsCheckedLikeOneOfASegment() {
        String wrong = new String(payload(2, TIME, "a", "{\"Delete\":{\"id\":\"n1\"}}", 12345), StandardCharsets.UTF_8);
        logChunk(
                entry(1, TIME, "{\"Put\":{\"id\":\"n1\",\"data\":1}}"),
                wrong,
                "[]",
                entry(3, TIME, "{\"Delete\":{\"id\":\"n9\"}}"));
        Findings findings = read(null);
        assertEquals(
                List.of("checksum_mismatch", "unparseable_payload"),
                findings.damage().stream().map(damage -> damage.reason()).toList());
        assertEquals(2, all(findings, "wal_entries").size());
        assertEquals("{n1=1, n9=gone}", changes(findings));
    }

    private static String entry(long seq, long time, String operation) {
        return new String(
                payload(seq, time, "a", operation, SlowCrc.of(seq, time, "a", operation)), StandardCharsets.UTF_8);
    }

    private void logChunk(String... entries) {
        blob("[" + String.join(",", entries) + "]");
    }

    @Test
    void aBlobThatIsALinkIsNotFollowed() throws IOException {
        snapshot(5);
        String chunk = blob(NODES);
        Path outside = Files.move(path(chunk), directory.resolve("outside"));
        Files.createSymbolicLink(path(chunk), outside);
        Findings findings = read(null);
        requireRefused("BLOB_MISSING", chunk.substring(2), findings);
        assertEquals("not_a_file", findings.damage().get(0).reason());
    }

    @Test
    void otherNamesAreNoBlobsAndNothingAtAllIsNoSnapshot() {
        file(directory.resolve("blobs").resolve("zz"), "0".repeat(62), utf8("x"));
        file(directory.resolve("blobs").resolve("ab"), "0".repeat(61), utf8("x"));
        assertFalse(new BridgeFamily().recognises(LegacySource.at(directory)));
        requireRefused("BLOB_MISSING", "blobs", read(null));
        snapshot(5);
        assertTrue(new BridgeFamily().recognises(LegacySource.at(directory)));
    }

    @Test
    void aChunkOfManyNodesIsReadInPieces() {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            nodes.add("{\"id\":\"n" + i % 2000 + "\",\"payload\":\"" + i + "x".repeat(1000) + "\"}");
        }
        String content = "[" + String.join(",", nodes) + "]";
        manifest(5, 3000, ref(blob(content), content.length()));
        Findings findings = read(null);
        int count = 0;
        for (Object node : (Iterable<?>) restore(findings).get("nodes")) {
            assertTrue(String.valueOf(node).contains("id=n" + count % 2000 + ","));
            count++;
        }
        assertEquals(3000, count);
        count = 0;
        for (Change change : findings.changes()) {
            int id = Integer.parseInt(new String(change.key(), 1, change.key().length - 1, StandardCharsets.UTF_8));
            String value = new String(change.value(), StandardCharsets.UTF_8);
            assertTrue(value.startsWith("\"" + (id < 1000 ? id + 2000 : id) + "x"));
            count++;
        }
        assertEquals(2000, count);
    }

    /** The hashes are right, so that every parser gets to see what was made of its input. */
    @Test
    void anyContentUnderItsOwnHashIsReportedOrRefused() {
        Path all = directory;
        Seeds.run(300, random -> {
            directory = all.resolve("case" + random.nextLong());
            String log = "[" + entry(1, TIME, "{\"Put\":{\"id\":\"n1\",\"data\":1}}") + ","
                    + entry(2, TIME + 1, "{\"Delete\":{\"id\":\"n1\"}}") + "]";
            String chunk = blob(edited(NODES, random));
            int size = (int) Files.size(path(chunk));
            blob(edited(log, random));
            blob(edited(
                    "{\"id\":\"m\",\"created_at\":1,\"chunks\":[" + ref(chunk, size)
                            + "],\"node_count\":2,\"label\":\"l\"}",
                    random));
            ImportFindings found =
                    StoreImport.from(directory).format("object-bridge").examine();
            JsonNode report = Fixtures.json(Fixtures.report(found));
            assertEquals(
                    found.refusal() == null, report.get("restore").get("error").isNull());
            if (found.refusal() == null) {
                changes(read(null));
            }
        });
        directory = all;
    }

    private static byte[] edited(String text, SplittableRandom random) {
        return random.nextBoolean() ? utf8(text) : Edits.edited(utf8(text), random);
    }
}
