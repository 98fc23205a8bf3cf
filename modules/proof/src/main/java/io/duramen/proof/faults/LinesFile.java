// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.lines.JsonLinesProvider;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of a log of JSON lines. */
final class LinesFile implements Decoder {
    private static final String FILE = "wal/wal.log";
    private static final Pattern CHECKED = Pattern.compile("(?m)^(.*), \"crc\": \"[^\"\n]{8}\"}$");

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public List<byte[]> samples() {
        SimDisk disk = SimDisk.create();
        try (JsonLinesLog log = JsonLinesLog.create(disk, options())) {
            log.prepare("t1", Changes.builder().put("greeting", "hello").build(), Instant.EPOCH);
            log.markCommitted("t1");
            log.append(LogEntry.builder(TrialLog.small(3))
                    .actor("ada")
                    .operation("put")
                    .key(new byte[] {1, 2})
                    .build());
        }
        byte[] old = """
                {"tx_id": "a", "changes": {"k": [1, 2.5, null]}, "timestamp": 1.5, "committed": true}
                {"op": "PREPARE", "tx_id": "b", "changes": {}, "timestamp": 2}
                {"op": "COMMIT", "tx_id": "b", "timestamp": 3}
                """.getBytes(StandardCharsets.UTF_8);
        return List.of(disk.bytes(FILE), old);
    }

    @Override
    public byte[] mended(byte[] input) {
        Matcher lines = CHECKED.matcher(new String(input, StandardCharsets.ISO_8859_1));
        String mended = lines.replaceAll(line -> Matcher.quoteReplacement(
                line.group(1) + ", \"crc\": \"" + String.format("%08x", crc(line.group(1) + "}")) + "\"}"));
        return mended.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int crc(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Mending.crc(bytes, 0, bytes.length);
    }

    @Override
    public SimDisk image(byte[] input) {
        SimDisk disk = SimDisk.create();
        disk.createDirectory("wal");
        StorePart.write(disk, FILE, input);
        return disk;
    }

    @Override
    public void decode(Storage storage) {
        try (ReadableLog log = new JsonLinesProvider().openReadOnly(storage, options())) {
            LogPart.readAll(log);
        }
        try (JsonLinesLog log = JsonLinesLog.open(storage, options())) {
            LogPart.readAll(log);
            log.uncommitted();
        }
    }

    private static WalOptions options() {
        return TrialLog.options(Durability.WAL, 2).build();
    }
}
