// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The example of docs/guide/crash-testing.md: lines of text, each durable when {@code append} returns. */
final class Journal implements AutoCloseable {
    private final StorageFile file;
    private final List<String> entries = new ArrayList<>();
    private long end;

    Journal(Storage storage) {
        if (!storage.exists("journal")) {
            storage.open("journal", OpenMode.CREATE_NEW).close();
        }
        storage.syncDirectory("");
        file = storage.open("journal", OpenMode.READ_WRITE);
        for (String entry = read(); entry != null; entry = read()) {
            entries.add(entry);
            end += 8 + entry.getBytes(UTF_8).length;
        }
        file.truncate(end);
        file.force(true);
    }

    void append(String entry) {
        byte[] text = entry.getBytes(UTF_8);
        ByteBuffer record = ByteBuffer.allocate(8 + text.length);
        record.putInt(text.length).putInt(checksum(text)).put(text).flip();
        file.writeFully(record, end);
        file.force(false);
        end += 8 + text.length;
        entries.add(entry);
    }

    List<String> entries() {
        return List.copyOf(entries);
    }

    private String read() {
        ByteBuffer header = ByteBuffer.allocate(8);
        if (file.readFully(header, end) < 8) {
            return null;
        }
        int length = header.getInt(0);
        if (length <= 0 || length > file.size() - end - 8) {
            return null;
        }
        ByteBuffer text = ByteBuffer.allocate(length);
        file.readFully(text, end + 8);
        return header.getInt(4) == checksum(text.array()) ? new String(text.array(), UTF_8) : null;
    }

    private static int checksum(byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(text);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        file.close();
    }
}
