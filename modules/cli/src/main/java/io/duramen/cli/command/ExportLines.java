// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.terminal.Json;
import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The lines of an export, and behind them the mark that says that these are all; see {@code docs/formats/store-export.md}. Whoever
 * cuts the file between two lines cuts the mark off.
 */
final class ExportLines {
    private static final int FORMAT = 1;

    private final Consumer<String> lines;
    private final MessageDigest digest = sha256();
    private String sha256 = "";
    private long keys;

    /**
     * Begins an export.
     *
     * @param lines takes each line, without its end, which is a line feed in UTF-8
     */
    ExportLines(Consumer<String> lines) {
        this.lines = lines;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Writes every key with its value, and the mark. Called once. */
    void write(StateView version) {
        for (MerkleEntry entry : version.entries()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            Keys.describe(facts, "key", entry.key());
            Keys.describe(facts, "value", entry.value());
            String line = Json.text(facts);
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            keys++;
            lines.accept(line);
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("format", FORMAT);
        end.putAll(facts(version));
        lines.accept(Json.text(Map.of("end", end)));
    }

    /** What was written, as the mark says it. */
    Map<String, Object> facts(StateView version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("keys", keys);
        facts.put("complete", version.isComplete());
        facts.put("lsn", version.lsn());
        facts.put("root", version.root().toString());
        facts.put("sha256", sha256);
        return facts;
    }
}
