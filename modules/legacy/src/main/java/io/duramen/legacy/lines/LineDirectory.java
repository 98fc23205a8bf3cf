// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.storage.Storage;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogExistsException;
import io.duramen.wal.LogMissingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a log's directory, told apart before anything is touched. */
final class LineDirectory {
    private final Storage storage;

    LineDirectory(Storage storage) {
        this.storage = storage;
    }

    /** Refuses a directory that a log cannot be created in. Leftovers of a creation that never finished are no obstacle. */
    void checkFree() {
        if (!storage.exists("")) {
            return;
        }
        if (storage.exists(LineNames.LOG)) {
            throw new LogExistsException(storage.describe(""));
        }
        String foreign = foreign();
        if (foreign != null) {
            throw new ForeignDirectoryException(storage.describe(""), foreign);
        }
    }

    /** Refuses a directory that holds no log, or one whose creation never finished. */
    void checkLog() {
        String directory = storage.describe("");
        if (!storage.exists("")) {
            throw new LogMissingException(directory, "the directory does not exist");
        }
        if (storage.exists(LineNames.LOG)) {
            return;
        }
        String foreign = foreign();
        if (foreign != null) {
            throw new ForeignDirectoryException(directory, foreign);
        }
        throw new LogMissingException(directory, "no file " + LineNames.LOG);
    }

    /** Files in the log's own directory that are not the log's. */
    List<String> others() {
        List<String> others = new ArrayList<>(storage.list(LineNames.DIRECTORY));
        others.remove(LineNames.LOG_LAST);
        others.remove(LineNames.NEW_LAST);
        return others;
    }

    /** Something that neither a log nor an interrupted creation leaves, or {@code null}. */
    private @Nullable String foreign() {
        for (String name : storage.list("")) {
            boolean own = name.equals(LineNames.LOCK)
                    || name.startsWith(LineNames.LOCK + ".")
                    || name.equals(LineNames.DIRECTORY + "/")
                    || name.equals(LineNames.QUARANTINE + "/");
            if (!own) {
                return name;
            }
        }
        List<String> others = storage.exists(LineNames.DIRECTORY) ? others() : List.of();
        return others.isEmpty() ? null : LineNames.DIRECTORY + "/" + others.get(0);
    }
}
