// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a sovereign store as Aethel did, one operation after the other. Keys and values are ASCII, values whole numbers. */
final class SovereignWriter {
    private final Path directory;
    private final TreeMap<String, Integer> state = new TreeMap<>();
    private final List<String> index = new ArrayList<>();
    private long sequence;
    private double time = 1_770_000_000.5;
    private String root = "empty";
    private int snapshots;

    SovereignWriter(Path source) throws IOException {
        directory = Files.createDirectories(source.resolve(".aethel_state"));
        Files.createDirectories(directory.resolve("snapshots"));
        Files.createFile(log());
    }

    Path log() {
        return directory.resolve("wal.log");
    }

    Map<String, String> state() {
        Map<String, String> texts = new TreeMap<>();
        state.forEach((key, value) -> texts.put(key, value.toString()));
        return texts;
    }

    String root() {
        return root;
    }

    void put(String key, int value) throws IOException {
        begin("PUT", key, Integer.toString(value));
        state.put(key, value);
        end("PUT", key, Integer.toString(value));
    }

    void delete(String key) throws IOException {
        begin("DELETE", key, "null");
        state.remove(key);
        end("DELETE", key, "null");
    }

    /** Dies between the two records of an operation. */
    void putAndDie(String key, int value) throws IOException {
        begin("PUT", key, Integer.toString(value));
        state.put(key, value);
        root = flat();
    }

    private void begin(String operation, String key, String value) throws IOException {
        record(operation, key, value, "pending");
    }

    private void end(String operation, String key, String value) throws IOException {
        String before = root;
        root = flat();
        String after = root;
        root = before;
        record(operation, key, value, after);
        root = after;
    }

    private void record(String operation, String key, String value, String after) throws IOException {
        sequence++;
        time += 0.001;
        append("{\"sequence_number\": " + sequence + ", \"operation\": \"" + operation + "\", \"key\": \"" + key
                + "\", \"value\": " + value + ", \"timestamp\": " + time + ", \"merkle_root_before\": \"" + root
                + "\", \"merkle_root_after\": \"" + after + "\"}\n");
    }

    void append(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.APPEND);
    }

    /** Dies while it writes, and is started again: it reads the number from the last line, and finds none. */
    void tearAndStartAgain() throws IOException {
        append("{\"sequence_number\": 9, \"oper");
        append("\n"); // what comes next would otherwise be lost with it
        sequence = 0;
    }

    String snapshot() throws IOException {
        String id = String.format("%016x", ++snapshots);
        time += 0.001;
        List<String> members = new ArrayList<>();
        state.forEach((key, value) -> members.add("\"" + key + "\": " + value));
        Files.writeString(
                file(id),
                "{\n  \"snapshot_id\": \"" + id + "\",\n  \"merkle_root\": \"" + flat() + "\",\n  \"state_data\": {"
                        + String.join(", ", members) + "},\n  \"timestamp\": " + time
                        + ",\n  \"block_height\": 0,\n  \"metadata\": {\"wal_sequence\": " + sequence
                        + ", \"operations_count\": 1}\n}");
        index.add("\"" + id + "\": {\"merkle_root\": \"" + flat() + "\", \"timestamp\": " + time
                + ", \"block_height\": 0, \"path\": \"/nowhere/snapshot_" + id + ".json\"}");
        Files.writeString(directory.resolve("snapshots/snapshots_index.json"), "{" + String.join(", ", index) + "}");
        return id;
    }

    Path file(String id) {
        return directory.resolve("snapshots/snapshot_" + id + ".json");
    }

    /** Forgets the oldest lines, as the writer does after a snapshot. */
    void truncate(int keep) throws IOException {
        List<String> lines = Files.readAllLines(log());
        List<String> kept = lines.subList(Math.max(0, lines.size() - keep), lines.size());
        Files.writeString(log(), kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
    }

    private String flat() {
        if (state.isEmpty()) {
            return sha256("empty");
        }
        StringBuilder all = new StringBuilder();
        state.forEach((key, value) -> all.append(sha256(key + ":" + value)));
        return sha256(all.toString());
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
