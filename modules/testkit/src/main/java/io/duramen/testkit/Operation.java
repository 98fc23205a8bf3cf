// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import org.jspecify.annotations.Nullable;

/**
 * One call that a program made on a {@link io.duramen.storage.Storage}.
 *
 * @param kind which call
 * @param file the file or directory, or the label of a {@link Kind#MARK}
 * @param target the second name of a rename or link, otherwise {@code null}
 * @param offset the first byte's place in the file; the number of a mark; 0 if neither
 * @param length the bytes written or read, or the new size; 0 if there are none
 * @param metadata whether a force was asked for metadata as well
 */
public record Operation(Kind kind, String file, @Nullable String target, long offset, long length, boolean metadata) {

    /** Which call. */
    public enum Kind {
        /** A file opened that must not exist. */
        CREATE(true),
        /** A file opened that must exist. */
        OPEN(false),
        /** Bytes read. */
        READ(false),
        /** Bytes written. */
        WRITE(true),
        /** A file forced. */
        FORCE(true),
        /** A file cut off. */
        TRUNCATE(true),
        /** Space reserved. */
        PREALLOCATE(true),
        /** A file closed. */
        CLOSE(false),
        /** A directory made. */
        CREATE_DIRECTORY(true),
        /** A file renamed. */
        RENAME(true),
        /** A file given a further name. */
        LINK(true),
        /** A file or directory removed. */
        DELETE(true),
        /** A directory synced. */
        SYNC_DIRECTORY(true),
        /** A lock taken. */
        LOCK(true),
        /** A lock given back. */
        UNLOCK(false),
        /** A directory listed. */
        LIST(false),
        /** Early write-back asked for, which promises nothing. */
        HINT(false),
        /** Something the program under test told, for instance that it acknowledged a record. */
        MARK(false);

        private final boolean changing;

        Kind(boolean changing) {
            this.changing = changing;
        }

        /**
         * Tells whether such a call can change what a crash leaves. These are the operations a {@link SimDisk} numbers.
         *
         * @return {@code true} if it can
         */
        public boolean isChanging() {
            return changing;
        }
    }

    static Operation of(Kind kind, String file) {
        return new Operation(kind, file, null, 0, 0, false);
    }

    static Operation of(Kind kind, String file, String target) {
        return new Operation(kind, file, target, 0, 0, false);
    }

    static Operation of(Kind kind, String file, long offset, long length) {
        return new Operation(kind, file, null, offset, length, false);
    }

    /** Returns the call in a few words, for instance {@code write wal/1.seg 4096+512}. */
    @Override
    public String toString() {
        String call = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + file;
        return switch (kind) {
            case READ, WRITE, HINT -> call + " " + offset + "+" + length;
            case TRUNCATE, PREALLOCATE -> call + " " + length;
            case FORCE -> metadata ? call + " with metadata" : call;
            case MARK -> call + " " + offset;
            default -> target == null ? call : call + " to " + target;
        };
    }
}
