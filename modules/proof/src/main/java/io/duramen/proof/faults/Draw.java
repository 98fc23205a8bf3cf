// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.util.List;
import java.util.SplittableRandom;

/** Draws one of several. */
final class Draw {
    private Draw() {}

    static <E> E of(E[] all, SplittableRandom random) {
        return List.of(all).get(random.nextInt(all.length));
    }
}
