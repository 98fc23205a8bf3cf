// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The order last asked for, of whichever version of a map; the versions share it. It keeps the version it was made of reachable,
 * so it goes when a quarter of the keys have changed since, and whenever memory is short.
 *
 * <p><b>Thread safety:</b> use from any thread; of two that make an order at once one may have made it in vain.
 */
final class KeyOrders {
    private static final int FEW = 1000;

    private final AtomicReference<@Nullable SoftReference<KeyOrder>> last = new AtomicReference<>();
    private final AtomicLong changes = new AtomicLong();

    /** Returns the order of a version, made from the last one where that is less work than sorting. */
    KeyOrder of(Node version, Hasher prototype) {
        KeyOrder known = known();
        if (known != null && known.isOf(version)) {
            return known;
        }
        KeyOrder order;
        if (known == null || known.isFarFrom(version)) {
            order = KeyOrder.of(version, prototype);
        } else {
            order = known.movedTo(version);
        }
        changes.set(0);
        last.set(new SoftReference<>(order));
        return order;
    }

    /** Notes that keys were changed in a map of some size. */
    void changed(int keys, int size) {
        if (last.get() != null && changes.addAndGet(keys) > FEW + size / 4) {
            last.set(null);
        }
    }

    /** Returns the order of a version if it is there already. */
    @Nullable
    KeyOrder ifThere(Node version) {
        KeyOrder known = known();
        return known != null && known.isOf(version) ? known : null;
    }

    private @Nullable KeyOrder known() {
        SoftReference<KeyOrder> held = last.get();
        return held == null ? null : held.get();
    }
}
