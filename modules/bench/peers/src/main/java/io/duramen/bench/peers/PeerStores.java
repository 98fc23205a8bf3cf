// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.store.StoreSource;
import io.duramen.bench.store.StoreSubject;
import java.util.stream.Stream;

/** The peers that are stores of keys and values. */
public final class PeerStores implements StoreSource {

    /** Called by the service loader. */
    public PeerStores() {}

    @Override
    public Stream<StoreSubject> stores() {
        return Stream.of(new RocksStore(), new MvMapStore(), new SqliteStore(), new LmdbStore(), new XodusStore());
    }
}
