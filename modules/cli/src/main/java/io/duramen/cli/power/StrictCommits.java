// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.commit.StoreMode;
import io.duramen.commit.StoreOptions;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;

/** Transactions acknowledged only once {@code ROOT} names them too. */
final class StrictCommits implements StoreWorkload {

    @Override
    public String name() {
        return "strict";
    }

    @Override
    public String what() {
        return "transactions acknowledged once ROOT names them";
    }

    @Override
    public StoreOptions.Builder with(StoreOptions.Builder options) {
        WalOptions log = options.build().wal();
        return options.mode(StoreMode.STRICT)
                .wal(log.toBuilder().durability(Durability.FULL).build());
    }

    @Override
    public void work(StoreSession session) {
        session.commit(2);
        session.commitTogether(3);
        session.checkpoint();
        session.transaction();
        session.reopen();
        session.commit();
    }
}
