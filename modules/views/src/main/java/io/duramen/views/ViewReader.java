// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a {@link View} in one version of a state.
 *
 * <p>The entries come in the order of their keys' bytes, which is {@link KeyCodec#order}, and are read when they are asked for:
 * one that cannot be read stops nobody from reaching the next. What an iteration costs is told at {@link StateView#range}.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread; what they show never changes.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class ViewReader<K, V> {
    private final View<K, V> view;
    private final StateView state;

    ViewReader(View<K, V> view, StateView state) {
        this.view = view;
        this.state = state;
    }

    /**
     * Returns the version that is read.
     *
     * @return the version
     */
    public StateView state() {
        return state;
    }

    /**
     * Looks a key up.
     *
     * @param key the key
     * @return its value, or {@code null} if it is not there
     * @throws NotEncodableException if the codec has no bytes for the key
     * @throws UnreadableEntryException if the value cannot be read; it holds the value's bytes
     */
    public @Nullable V get(K key) {
        byte[] keyBytes = view.keyBytes(key);
        byte[] valueBytes = state.get(keyBytes);
        return valueBytes == null ? null : view.value(keyBytes, valueBytes, () -> state.version(keyBytes));
    }

    /**
     * Looks a key up without reading its value.
     *
     * @param key the key
     * @return the entry, or {@code null} if it is not there
     * @throws NotEncodableException if the codec has no bytes for the key
     */
    public @Nullable ViewEntry<K, V> entry(K key) {
        byte[] keyBytes = view.keyBytes(key);
        byte[] valueBytes = state.get(keyBytes);
        return valueBytes == null ? null : new ViewEntry<>(view, keyBytes, valueBytes, state.version(keyBytes));
    }

    /**
     * Tells which version a key has, so that a transaction can {@linkplain ViewChanges#expectVersion expect} it.
     *
     * @param key the key
     * @return the LSN of the transaction that last set it, 0 if it is not there
     * @throws NotEncodableException if the codec has no bytes for the key
     */
    public long version(K key) {
        return state.version(view.keyBytes(key));
    }

    /**
     * Proves to somebody who knows the state's root that a key has its value, or that it is not there.
     *
     * @param key the key
     * @return the proof, of the key's and the value's bytes
     * @throws NotEncodableException if the codec has no bytes for the key
     */
    public MerkleProof prove(K key) {
        return state.prove(view.keyBytes(key));
    }

    /**
     * Returns every entry.
     *
     * @return the entries in the order of their keys; its iterator does not remove
     */
    public Iterable<ViewEntry<K, V>> entries() {
        return entries(KeyPrefix.of(new byte[0]));
    }

    /**
     * Returns the entries whose keys begin with something.
     *
     * @param prefix what they begin with
     * @return the entries in the order of their keys; its iterator does not remove
     */
    public Iterable<ViewEntry<K, V>> entries(KeyPrefix<K> prefix) {
        return read(state.entries(view.behindPrefix(prefix.bytes())));
    }

    /**
     * Returns the entries between two keys, neither of which need be there.
     *
     * @param from the first key that may be returned, or {@code null} for the view's first
     * @param to the first key behind those returned, or {@code null} for all from {@code from} on
     * @return the entries in the order of their keys; its iterator does not remove
     * @throws NotEncodableException if the codec has no bytes for a key
     */
    public Iterable<ViewEntry<K, V>> range(@Nullable K from, @Nullable K to) {
        return read(state.range(
                from == null ? view.behindPrefix(new byte[0]) : view.keyBytes(from),
                to == null ? view.end() : view.keyBytes(to)));
    }

    private Iterable<ViewEntry<K, V>> read(Iterable<MerkleEntry> entries) {
        return () -> {
            Iterator<MerkleEntry> iterator = entries.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public ViewEntry<K, V> next() {
                    MerkleEntry entry = iterator.next();
                    return new ViewEntry<>(view, entry.key(), entry.value(), entry.version());
                }
            };
        };
    }
}
