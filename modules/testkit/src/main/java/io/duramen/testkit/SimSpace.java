// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;

/** How many bytes are in use and how many fit. */
final class SimSpace {
    private long capacity;
    private long used;

    SimSpace(long capacity) {
        this.capacity = capacity;
    }

    long capacity() {
        return capacity;
    }

    void setCapacity(long bytes) {
        capacity = bytes;
    }

    long free() {
        return Math.max(0, capacity - used);
    }

    boolean isOverdrawn() {
        return used > capacity;
    }

    /** Takes space whether it is there or not. */
    void use(long bytes) {
        used += bytes;
    }

    void claim(long bytes, String operation, String file) {
        if (bytes > free()) {
            throw full(operation, file);
        }
        used += bytes;
    }

    static StorageException full(String operation, String file) {
        return new StorageException(Kind.NO_SPACE, operation, file, "No space left on device (simulated)", null);
    }
}
