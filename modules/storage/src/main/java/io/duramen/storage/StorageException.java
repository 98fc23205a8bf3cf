// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file system refused an operation or failed in it. */
public class StorageException extends DuramenException {
    private static final long serialVersionUID = 1L;

    /** Why the file system refused. */
    public enum Kind {
        /** There is no such file or directory. */
        NOT_FOUND,
        /** The name is taken, or the directory to be removed still has names in it. */
        ALREADY_EXISTS,
        /** The process may not do this. */
        ACCESS_DENIED,
        /** The device or a quota is full; nothing more can be written until space is made. */
        NO_SPACE,
        /** Another process or class loader holds the lock. */
        LOCKED,
        /** The file system or operating system cannot do this at all. */
        UNSUPPORTED,
        /** The device or file system failed; what was being written may or may not be there. */
        IO
    }

    private final Kind kind;

    /**
     * Creates an exception.
     *
     * @param kind why the file system refused
     * @param operation what was attempted, for instance {@code write}
     * @param file the full name of the file or directory
     * @param found what the system said
     * @param cause the system's own exception, or {@code null}
     */
    public StorageException(Kind kind, String operation, String file, String found, @Nullable Throwable cause) {
        this(kind, operation, file, found, hintFor(kind), cause);
    }

    /**
     * Creates an exception with a hint of its own.
     *
     * @param kind why the file system refused
     * @param operation what was attempted
     * @param file the full name of the file or directory
     * @param found what the system said
     * @param hint what to do next, or {@code null}
     * @param cause the system's own exception, or {@code null}
     */
    protected StorageException(
            Kind kind, String operation, String file, String found, @Nullable String hint, @Nullable Throwable cause) {
        super(
                "STORAGE_" + kind,
                "cannot " + operation + " " + file + ": " + found,
                Map.of("operation", operation, "file", file, "found", found),
                hint,
                cause);
        this.kind = kind;
    }

    /**
     * Returns why the file system refused.
     *
     * @return the kind of refusal
     */
    public final Kind kind() {
        return kind;
    }

    private static @Nullable String hintFor(Kind kind) {
        return switch (kind) {
            case NO_SPACE -> "free some space on the device, then open again; nothing acknowledged is lost";
            case ACCESS_DENIED ->
                "run as the owner of the directory, or give that user read and write permission on it";
            case IO -> "check the device and the system log, then open again to recover";
            default -> null;
        };
    }
}
