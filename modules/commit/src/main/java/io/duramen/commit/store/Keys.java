// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StateStore;

/** What a key may be. */
final class Keys {
    private Keys() {}

    static byte[] checked(byte[] key) {
        if (key.length < 1 || key.length > StateStore.MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + StateStore.MAX_KEY_BYTES + " bytes, not " + key.length);
        }
        return key;
    }
}
