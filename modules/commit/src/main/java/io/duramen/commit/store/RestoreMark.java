// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.Root;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.util.List;

/**
 * The first record of a restored store: the restore itself, a transaction that changes nothing. Every entry the store begins
 * with has it as its version, so that no later transaction gives a version that was there before.
 */
final class RestoreMark {
    static final long LSN = 1;

    private RestoreMark() {}

    /** Writes the record unless it is there, or the store began empty. */
    static void complete(WriteAheadLog log, Manifest manifest) {
        if (manifest.lsn() > 0 || manifest.keys() == 0 || log.durableLsn() > 0) {
            return;
        }
        Root root = manifest.root();
        log.append(LogEntry.builder(new TransactionRecord(LSN, root, root, List.of()).encode())
                .type(RecordType.COMMIT)
                .operation("restore")
                .transactionId(manifest.transactionId() + 1)
                .build());
    }
}
