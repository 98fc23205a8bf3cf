// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The half of a lock that holds within this JVM: entries in the system properties, the one map all class loaders share.
 *
 * <p>They are made before the lock file is touched. On POSIX a process loses its lock on a file when it closes <em>any</em>
 * descriptor of that file (fcntl(2)), so that a second opener who merely tried and failed would take the lock from the
 * first.
 */
final class JvmClaims implements AutoCloseable {
    private static final String PREFIX = "io.duramen.lock.";

    private final String holder;
    private final List<String> keys = new ArrayList<>();

    /**
     * Starts without a claim.
     *
     * @param holder who claims, for people; different for every lock
     */
    JvmClaims(String holder) {
        this.holder = holder;
    }

    /**
     * Claims a thing.
     *
     * @return who has it already, or {@code null} if it is claimed now
     */
    @Nullable
    String claim(String thing) {
        String key = PREFIX + thing;
        Object before = System.getProperties().putIfAbsent(key, holder);
        if (before == null) {
            keys.add(key);
            return null;
        }
        return before.toString();
    }

    /** Gives every claim back. */
    @Override
    public void close() {
        for (String key : keys) {
            System.getProperties().remove(key, holder);
        }
        keys.clear();
    }
}
