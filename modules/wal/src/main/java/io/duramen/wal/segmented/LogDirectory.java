// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogExistsException;
import io.duramen.wal.LogMissingException;
import java.util.List;
import java.util.stream.Stream;

/** What stands in a log's directory, told apart before anything is touched. */
final class LogDirectory {
    private final Storage storage;

    LogDirectory(Storage storage) {
        this.storage = storage;
    }

    /** Refuses a directory that a log cannot be created in. Leftovers of a creation that never finished are no obstacle. */
    void checkFree() {
        if (!storage.exists("")) {
            return;
        }
        String directory = storage.describe("");
        for (String name : storage.list("")) {
            if (!mayBeThereBefore(name)) {
                throw new ForeignDirectoryException(directory, name);
            }
        }
        if (storage.exists(LogNames.MARKS) || (storage.exists(LogNames.DIRECTORY) && list().wasUsed())) {
            throw new LogExistsException(directory);
        }
    }

    /** Refuses a directory that holds no log, or one whose creation never finished. */
    void checkLog() {
        String directory = storage.describe("");
        if (!storage.exists("")) {
            throw new LogMissingException(directory, "the directory does not exist");
        }
        if (!storage.exists(LogNames.DIRECTORY)) {
            List<String> names = storage.list("");
            if (names.stream().allMatch(LogDirectory::mayBeThereBefore)) {
                throw new LogMissingException(
                        directory, names.isEmpty() ? "the directory is empty" : "no directory wal");
            }
            throw new ForeignDirectoryException(directory, names.get(0));
        }
        if (!storage.exists(LogNames.MARKS)) {
            if (list().wasUsed()) {
                throw new CorruptLogException(
                        storage.describe(LogNames.MARKS),
                        -1,
                        1,
                        "the marks file",
                        "none",
                        "there are segments behind the first, and it is written before the first is used");
            }
            throw new LogMissingException(
                    directory, "a creation was interrupted before anything could be stored; create it again");
        }
    }

    /** The numbers of the segments, in order. */
    List<Long> segments() {
        return list().segmentsFrom(0);
    }

    /** What stands in the directory of the segments at this moment. */
    Listing list() {
        return new Listing(storage.list(LogNames.DIRECTORY));
    }

    /**
     * The names in the directory of the segments, as they were at one moment.
     *
     * @param names the names, sorted
     */
    record Listing(List<String> names) {

        /** The numbers of the segments from one on, in order. Older ones a checkpoint gave up and could not delete any more. */
        List<Long> segmentsFrom(long lowest) {
            return segments()
                    .filter(number -> Long.compareUnsigned(number, lowest) >= 0)
                    .toList();
        }

        /** The numbers of the segments up to one, in order. */
        List<Long> segmentsUpTo(long highest) {
            return segments()
                    .filter(number -> Long.compareUnsigned(number, highest) <= 0)
                    .toList();
        }

        /** The names of the segments before one. */
        List<String> segmentsBefore(long lowest) {
            return segments()
                    .filter(number -> Long.compareUnsigned(number, lowest) < 0)
                    .map(LogNames::segment)
                    .toList();
        }

        /** Whether there is what only a log leaves whose marks were written. */
        boolean wasUsed() {
            return segments().anyMatch(n -> n > 1) || !pooled().isEmpty();
        }

        /** Files that are not the log's. */
        List<String> foreign() {
            return names.stream()
                    .filter(name -> !LogNames.isSegment(name)
                            && !LogNames.isPooled(name)
                            && !LogNames.isUnfinished(name, LogNames.ARMING)
                            && !LogNames.isUnfinished(name, LogNames.RECOVERING)
                            && !("wal/" + name).equals(LogNames.MARKS)
                            && !("wal/" + name).equals(LogNames.MARKS_NEW))
                    .toList();
        }

        /** Files with one of the endings of unfinished segments. */
        List<String> unfinished(String ending) {
            return names.stream()
                    .filter(name -> LogNames.isUnfinished(name, ending))
                    .map(name -> LogNames.DIRECTORY + "/" + name)
                    .toList();
        }

        /** Files that were segments and wait to be used again. */
        List<String> pooled() {
            return names.stream()
                    .filter(LogNames::isPooled)
                    .map(name -> LogNames.DIRECTORY + "/" + name)
                    .toList();
        }

        boolean has(String fullName) {
            return names.stream().anyMatch(name -> fullName.equals(LogNames.DIRECTORY + "/" + name));
        }

        private Stream<Long> segments() {
            return names.stream()
                    .filter(LogNames::isSegment)
                    .map(LogNames::number)
                    .sorted(Long::compareUnsigned);
        }
    }

    private static boolean mayBeThereBefore(String name) {
        return name.equals(LogNames.LOCK)
                || name.startsWith(LogNames.LOCK + ".")
                || name.equals(LogNames.DIRECTORY + "/")
                || name.equals(LogNames.QUARANTINE + "/")
                || name.startsWith("keyring");
    }
}
