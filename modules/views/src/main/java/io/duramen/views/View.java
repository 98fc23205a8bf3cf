// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import io.duramen.commit.Changes;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a state store, or some of them, as keys and values of two types.
 *
 * <p>A view is no more than a name and two codecs: it holds no state, needs no making, and what it writes are entries of the
 * store like any other, in its root, its proofs and its checkpoints. It reads {@linkplain #on one version} and writes {@linkplain
 * #in within a transaction}. Entries of other views are neither seen nor touched: each named view has its name and a slash
 * before its keys, and no name holds a slash.
 *
 * <p>Equal values have equal bytes, so that the root of the store follows from what its views hold and from nothing else. Bytes
 * that a codec cannot read are never changed, hidden or passed over: whoever asks for them gets an {@link
 * UnreadableEntryException} that holds them.
 *
 * <p><b>Thread safety:</b> a view may be used from any thread.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class View<K, V> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String name;
    private final byte[] prefix;
    private final KeyCodec<K> keys;
    private final ValueCodec<V> values;

    private View(String name, byte[] prefix, KeyCodec<K> keys, ValueCodec<V> values) {
        this.name = name;
        this.prefix = prefix;
        this.keys = Objects.requireNonNull(keys);
        this.values = Objects.requireNonNull(values);
    }

    /**
     * Makes the view of the entries with a name before their keys, so that several views share a store.
     *
     * @param name 1 to 64 of the characters {@code A-Z a-z 0-9 . _ -}; with a slash behind it, it stands before each key
     * @param keys reads and writes keys
     * @param values reads and writes values
     * @param <K> the keys
     * @param <V> the values
     * @return the view
     * @throws IllegalArgumentException if it is not a name
     */
    public static <K, V> View<K, V> named(String name, KeyCodec<K> keys, ValueCodec<V> values) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a view's name is " + NAME + ", not \"" + name + "\"");
        }
        return new View<>(name, (name + "/").getBytes(StandardCharsets.US_ASCII), keys, values);
    }

    /**
     * Makes the view of all entries of a store, for one that is not shared. Keys have nothing before them, so that an empty
     * one cannot be written.
     *
     * @param keys reads and writes keys
     * @param values reads and writes values
     * @param <K> the keys
     * @param <V> the values
     * @return the view
     */
    public static <K, V> View<K, V> ofAll(KeyCodec<K> keys, ValueCodec<V> values) {
        return new View<>("", new byte[0], keys, values);
    }

    /**
     * Reads a version.
     *
     * @param state a version; of a store, the one that is its last durable one now, whatever is committed later
     * @return reads it
     */
    public ViewReader<K, V> on(StateView state) {
        return new ViewReader<>(this, state instanceof ReadableStore store ? store.snapshot() : state);
    }

    /**
     * Writes within a transaction.
     *
     * @param changes the transaction, or what the body of one is given
     * @return writes into it, for as long as it lasts
     */
    public ViewChanges<K, V> in(Changes changes) {
        return new ViewChanges<>(this, changes);
    }

    /**
     * Returns the name.
     *
     * @return the name, empty for the view of all entries
     */
    public String name() {
        return name;
    }

    /**
     * Returns the bytes under which the store has a key.
     *
     * @param key the key
     * @return the name, the slash and the key's own bytes
     * @throws NotEncodableException if the codec has no bytes for it
     */
    public byte[] keyBytes(K key) {
        return behindPrefix(keys.encode(key));
    }

    byte[] valueBytes(V value) {
        return values.encode(value);
    }

    /** Returns the prefix with more bytes behind it. */
    byte[] behindPrefix(byte[] more) {
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + more.length);
        System.arraycopy(more, 0, bytes, prefix.length, more.length);
        return bytes;
    }

    /** Returns the first key that belongs to none of the view's entries any more, or {@code null} if there is none. */
    byte @Nullable [] end() {
        if (prefix.length == 0) {
            return null;
        }
        byte[] end = prefix.clone();
        end[end.length - 1]++; // what a slash becomes is no character of a name
        return end;
    }

    /** The version is asked for only if it is to be told: asking a transaction counts as reading it. */
    K key(byte[] keyBytes, byte[] valueBytes, LongSupplier version) {
        byte[] own = Arrays.copyOfRange(keyBytes, prefix.length, keyBytes.length);
        try {
            return decoded(keys.form(), keys::decode, own);
        } catch (NotDecodableException e) {
            throw new UnreadableEntryException(name, "key", keyBytes, valueBytes, version.getAsLong(), e);
        }
    }

    V value(byte[] keyBytes, byte[] valueBytes, LongSupplier version) {
        try {
            return decoded(values.form(), values::decode, valueBytes.clone());
        } catch (NotDecodableException e) {
            throw new UnreadableEntryException(name, "value", keyBytes, valueBytes, version.getAsLong(), e);
        }
    }

    /** Whatever a codec throws tells of bytes it cannot read. */
    private static <T> T decoded(String form, Function<byte[], T> codec, byte[] bytes) {
        try {
            return codec.apply(bytes);
        } catch (NotDecodableException e) {
            throw e;
        } catch (RuntimeException e) {
            NotDecodableException refused = new NotDecodableException(
                    form,
                    -1,
                    "",
                    "what the codec writes",
                    "what makes it throw " + e.getClass().getName());
            refused.addSuppressed(e);
            throw refused;
        }
    }

    @Override
    public String toString() {
        return (name.isEmpty() ? "all entries" : name) + ": " + keys.form() + " to " + values.form();
    }
}
