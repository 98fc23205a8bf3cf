// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/** How many programs keep a journal: open the file, write a line of JSON, sync, close. */
final class JsonLinesFloor extends Floor {

    JsonLinesFloor() {
        super("naive-json", "open, write a JSON line, sync, close");
    }

    @Override
    public int mostThreads() {
        return 1;
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) {
        Path file = directory.resolve("journal.jsonl");
        return new FloorLog() {
            private long sequence;

            @Override
            public void append(byte[] record) throws IOException {
                String line = "{\"sequence\":" + ++sequence + ",\"operation\":\"put\",\"data\":\""
                        + Base64.getEncoder().encodeToString(record) + "\"}\n";
                try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
            }

            @Override
            public void close() {}
        };
    }
}
