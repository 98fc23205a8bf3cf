// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;

/**
 * Copies a log whose last lines are whole but not proven durable into a new file. What can be read back may never have
 * reached the device, and the kernel would not write it again by itself; writing it once more in its own place could destroy it,
 * if it did reach the device and the power fails again.
 */
final class TailRecovery {
    private static final int CHUNK = 256 << 10;

    private final Storage storage;
    private final WalOptions options;
    private final LineScan scan;

    TailRecovery(Storage storage, WalOptions options, LineScan scan) {
        this.storage = storage;
        this.options = options;
        this.scan = scan;
    }

    OpenedFile run(StorageFile old) {
        try (Rewrite rewrite = new Rewrite(storage)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            long at = 0;
            while (at < scan.end()) {
                chunk.clear().limit((int) Math.min(CHUNK, scan.end() - at));
                at += old.readFully(chunk, at);
                rewrite.bytes(chunk.flip());
            }
            Mark mark = Mark.later(scan.logId(), scan.checkpoint(), false);
            rewrite.mark(
                    LineCodec.encode(
                            mark, options.random().nextLong(), options.clock().instant()),
                    scan.lastLsn());
            rewrite.force();
            long end = rewrite.end();
            rewrite.rename();
            return new OpenedFile(
                    rewrite.reopen(),
                    scan.logId(),
                    scan.firstLsn(),
                    scan.lastLsn(),
                    end,
                    scan.checkpoint(),
                    false,
                    scan.index());
        }
    }
}
