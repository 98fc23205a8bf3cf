// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key that a transaction writes or removes.
 *
 * @param table the table the key is in, made when it is first written
 * @param key the key
 * @param value what is there from now on; {@code null} to remove the key. Writing the same twice is the same as writing it once,
 *     which is what makes a change safe to replay: a change like "one more than before" would not be
 */
public record Change(String table, String key, @Nullable String value) {

    /** Refuses names the engine keeps for itself. */
    public Change {
        Objects.requireNonNull(key, "key");
        if (table.isEmpty() || table.equals(DataStore.OWN)) {
            throw new IllegalArgumentException("no table can be called \"" + table + "\"");
        }
    }

    /**
     * Writes a key.
     *
     * @param table the table
     * @param key the key
     * @param value what is there from now on
     * @return the change
     */
    public static Change put(String table, String key, String value) {
        return new Change(table, key, Objects.requireNonNull(value, "value"));
    }

    /**
     * Removes a key, if it is there.
     *
     * @param table the table
     * @param key the key
     * @return the change
     */
    public static Change delete(String table, String key) {
        return new Change(table, key, null);
    }
}
