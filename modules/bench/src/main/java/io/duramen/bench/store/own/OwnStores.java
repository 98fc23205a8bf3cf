// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store.own;

import io.duramen.bench.store.StoreSource;
import io.duramen.bench.store.StoreSubject;
import java.util.stream.Stream;

/** Duramen's store. */
public final class OwnStores implements StoreSource {

    /** Called by the service loader. */
    public OwnStores() {}

    @Override
    public Stream<StoreSubject> stores() {
        return Stream.of(StoreVariant.values()).map(DuramenStore::new);
    }
}
