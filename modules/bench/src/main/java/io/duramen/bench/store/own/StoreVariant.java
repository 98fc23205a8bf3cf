// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store.own;

import io.duramen.commit.StoreMode;
import io.duramen.commit.StoreOptions;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;

/** A way to set our store up. */
enum StoreVariant {
    /** The defaults. */
    JOURNAL("duramen", "Duramen"),
    /** The defaults, and encrypted. */
    SEALED("duramen-sealed", "Duramen, AES-256-GCM"),
    /** The state witnessed outside the log before a commit is acknowledged. */
    STRICT("duramen-strict", "Duramen, STRICT");

    private final String shortName;
    private final String title;

    StoreVariant(String shortName, String title) {
        this.shortName = shortName;
        this.title = title;
    }

    String shortName() {
        return shortName;
    }

    String title() {
        return title;
    }

    StoreOptions options() {
        if (this != STRICT) {
            return StoreOptions.defaults();
        }
        WalOptions full = WalOptions.builder().durability(Durability.FULL).build();
        return StoreOptions.builder().wal(full).mode(StoreMode.STRICT).build();
    }
}
