// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

/**
 * A key and its value in one version of a state, read when asked for.
 *
 * <p><b>Thread safety:</b> immutable; each call reads anew and returns an object of its own.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class ViewEntry<K, V> {
    private final View<K, V> view;
    private final byte[] keyBytes;
    private final byte[] valueBytes;
    private final long version;

    ViewEntry(View<K, V> view, byte[] keyBytes, byte[] valueBytes, long version) {
        this.view = view;
        this.keyBytes = keyBytes;
        this.valueBytes = valueBytes;
        this.version = version;
    }

    /**
     * Reads the key.
     *
     * @return the key
     * @throws UnreadableEntryException if its bytes are not what the codec writes
     */
    public K key() {
        return view.key(keyBytes, valueBytes, this::version);
    }

    /**
     * Reads the value.
     *
     * @return the value
     * @throws UnreadableEntryException if its bytes are not what the codec writes
     */
    public V value() {
        return view.value(keyBytes, valueBytes, this::version);
    }

    /**
     * Returns the entry's version.
     *
     * @return the LSN of the transaction that last set it
     */
    public long version() {
        return version;
    }

    /**
     * Returns the key as the store has it.
     *
     * @return a copy, with the view's name before it
     */
    public byte[] keyBytes() {
        return keyBytes.clone();
    }

    /**
     * Returns the value as the store has it, readable or not.
     *
     * @return a copy
     */
    public byte[] valueBytes() {
        return valueBytes.clone();
    }
}
