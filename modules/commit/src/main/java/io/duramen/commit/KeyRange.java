// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the keys with a prefix end. */
final class KeyRange {
    private KeyRange() {}

    /** Returns the first key behind all that begin with a prefix, or {@code null} if there is none: 0xFF cannot be raised. */
    static byte @Nullable [] behind(byte[] prefix) {
        for (int last = prefix.length - 1; last >= 0; last--) {
            if (prefix[last] != (byte) 0xFF) {
                byte[] behind = Arrays.copyOf(prefix, last + 1);
                behind[last]++;
                return behind;
            }
        }
        return null;
    }
}
