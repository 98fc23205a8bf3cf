// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A key in which two versions of a state differ. Immutable. */
public final class KeyChange {

    /** In what way a key differs. */
    public enum Kind {
        /** Only the newer version has the key. */
        ADDED,
        /** Only the older version has the key. */
        REMOVED,
        /** Both have the key, with different values. */
        CHANGED
    }

    private final byte[] key;
    private final byte @Nullable [] before;
    private final byte @Nullable [] after;

    /**
     * Makes a change.
     *
     * @param key the key; not copied, not to be altered afterwards
     * @param before its value in the older version, {@code null} if it is not there; not copied
     * @param after its value in the newer version, {@code null} if it is not there; not copied
     * @throws IllegalArgumentException if it is in neither
     */
    public KeyChange(byte[] key, byte @Nullable [] before, byte @Nullable [] after) {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a key that is in neither version has not changed");
        }
        this.key = key;
        this.before = before;
        this.after = after;
    }

    /**
     * Returns in what way the key differs.
     *
     * @return the kind
     */
    public Kind kind() {
        if (before == null) {
            return Kind.ADDED;
        }
        return after == null ? Kind.REMOVED : Kind.CHANGED;
    }

    /**
     * Returns the key.
     *
     * @return a copy
     */
    public byte[] key() {
        return key.clone();
    }

    /**
     * Returns the value in the older version.
     *
     * @return a copy, or {@code null} if the key is not there
     */
    public byte @Nullable [] before() {
        return before == null ? null : before.clone();
    }

    /**
     * Returns the value in the newer version.
     *
     * @return a copy, or {@code null} if the key is not there
     */
    public byte @Nullable [] after() {
        return after == null ? null : after.clone();
    }

    /** Shows the kind and the key in hexadecimal, no value. */
    @Override
    public String toString() {
        return kind() + " " + HexFormat.of().formatHex(key);
    }
}
