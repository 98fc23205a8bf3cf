// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageLock;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.WalOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Makes a new log. Its first line is durable before the file gets the log's name, so that there is a whole log or none. */
final class LineLogCreation {
    private final Storage storage;
    private final WalOptions options;

    LineLogCreation(Storage storage, WalOptions options) {
        this.storage = storage;
        this.options = options;
    }

    LineLog run() {
        LineDirectory directory = new LineDirectory(storage);
        directory.checkFree();
        if (!storage.exists("")) {
            storage.createDirectory("");
        }
        StorageLock lock = storage.lock(LineNames.LOCK);
        try {
            directory.checkFree(); // again: somebody may have been first
            if (!storage.exists(LineNames.DIRECTORY)) {
                storage.createDirectory(LineNames.DIRECTORY);
            }
            storage.syncDirectory("");
            return create(lock);
        } catch (RuntimeException e) {
            LineLogOpening.closeQuietly(lock, e);
            throw e;
        }
    }

    private LineLog create(StorageLock lock) {
        UUID logId = new UUID(options.random().nextLong(), options.random().nextLong());
        try (Rewrite rewrite = new Rewrite(storage)) {
            Mark mark = Mark.first(logId, 0, 0);
            rewrite.mark(
                    LineCodec.encode(
                            mark, options.random().nextLong(), options.clock().instant()),
                    0);
            rewrite.force();
            rewrite.rename();
            long end = rewrite.end();
            OpenedFile opened = new OpenedFile(rewrite.reopen(), logId, 1, 0, end, 0, false, rewrite.index());
            LogRecovery nothing =
                    new LogRecovery(true, 1, 1, 1, 0, 0, 0, null, List.of(), List.of(), List.of(), null, Duration.ZERO);
            return new LineLog(storage, options, lock, opened, new TransactionStates(), nothing);
        }
    }
}
