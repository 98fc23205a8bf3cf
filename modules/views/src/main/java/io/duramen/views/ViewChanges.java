// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import io.duramen.commit.Changes;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a {@link View} within a transaction, beside whatever else the transaction does.
 *
 * <p><b>Thread safety:</b> none; one thread at a time, and only until the transaction ends.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class ViewChanges<K, V> {
    private final View<K, V> view;
    private final Changes changes;

    ViewChanges(View<K, V> view, Changes changes) {
        this.view = view;
        this.changes = changes;
    }

    /**
     * Gives a key a value, whether or not it has one, and whether or not that can be read. Whoever changes what is there
     * calls {@link #get} first, which refuses what it would not understand.
     *
     * @param key the key
     * @param value the value
     * @return this
     * @throws NotEncodableException if the codecs have no bytes for the key or the value; the transaction is as it was
     */
    public ViewChanges<K, V> put(K key, V value) {
        changes.put(view.keyBytes(key), view.valueBytes(value));
        return this;
    }

    /**
     * Removes a key, if it is there.
     *
     * @param key the key
     * @return this
     * @throws NotEncodableException if the codec has no bytes for the key
     */
    public ViewChanges<K, V> delete(K key) {
        changes.delete(view.keyBytes(key));
        return this;
    }

    /**
     * Looks a key up as it will be after the changes made so far.
     *
     * @param key the key
     * @return its value, or {@code null} if it is not there
     * @throws NotEncodableException if the codec has no bytes for the key
     * @throws UnreadableEntryException if the value cannot be read; it holds the value's bytes, and as the version the one the
     *     key has without the changes
     */
    public @Nullable V get(K key) {
        byte[] keyBytes = view.keyBytes(key);
        byte[] valueBytes = changes.get(keyBytes);
        return valueBytes == null ? null : view.value(keyBytes, valueBytes, () -> changes.version(keyBytes));
    }

    /**
     * Tells which version a key has, without the changes made here; see {@link Changes#version}.
     *
     * @param key the key
     * @return the LSN of the transaction that last set it, 0 if it is not there
     * @throws NotEncodableException if the codec has no bytes for the key
     */
    public long version(K key) {
        return changes.version(view.keyBytes(key));
    }

    /**
     * Commits only if a key has a certain version; see {@link Changes#expectVersion}.
     *
     * @param key the key
     * @param version the version it must have; 0 if it must not be there
     * @return this
     * @throws NotEncodableException if the codec has no bytes for the key
     */
    public ViewChanges<K, V> expectVersion(K key, long version) {
        changes.expectVersion(view.keyBytes(key), version);
        return this;
    }
}
