// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.store.State;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.SubjectStore;
import java.util.Map;

/** Puts keys into a store and closes it in order, for others to change. */
final class StoreFillWork {

    private StoreFillWork() {}

    static Map<String, Long> run(StoreSubject subject, ChildArguments arguments) throws Exception {
        try (SubjectStore store = subject.open(arguments.directory(), false)) {
            State.fill(store, arguments.records());
        }
        return Map.of("keys", arguments.records());
    }
}
