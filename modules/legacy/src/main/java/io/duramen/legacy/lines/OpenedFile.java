// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.storage.StorageFile;
import java.util.UUID;

/**
 * A log's file, ready to be appended to: everything in it is durable.
 *
 * @param file the file
 * @param logId the log
 * @param firstLsn the first record that can be read
 * @param lastLsn the last record
 * @param end where the next line begins
 * @param checkpoint the first record still needed, 0 if there never was a checkpoint
 * @param closed whether the last line is the mark of an orderly close
 * @param index where records stand
 */
record OpenedFile(
        StorageFile file,
        UUID logId,
        long firstLsn,
        long lastLsn,
        long end,
        long checkpoint,
        boolean closed,
        LineIndex index) {}
