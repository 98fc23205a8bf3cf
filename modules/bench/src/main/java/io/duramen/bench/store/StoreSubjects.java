// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

import io.duramen.bench.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Every store that was built in. */
public final class StoreSubjects {

    private StoreSubjects() {}

    /**
     * Returns all stores, ours first, then peers.
     *
     * @return the stores
     */
    public static List<StoreSubject> all() {
        List<StoreSubject> found = new ArrayList<>();
        ServiceLoader.load(StoreSource.class).forEach(source -> source.stores().forEach(found::add));
        found.sort(Comparator.comparing(StoreSubject::kind));
        return found;
    }

    /**
     * Returns the store of a name.
     *
     * @param name the name
     * @return the store
     * @throws UsageException if there is none
     */
    public static StoreSubject named(String name) {
        return all().stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no store is called " + name + "; see: list"));
    }
}
