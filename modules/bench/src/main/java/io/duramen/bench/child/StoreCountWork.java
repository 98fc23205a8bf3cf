// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.store.Commits;
import io.duramen.bench.store.State;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.SubjectStore;
import java.util.Map;

/** A few commits, one after the other, with marks around each, as {@link CountWork} does for a log. */
final class StoreCountWork {
    private static final int KEYS = 1000;

    private StoreCountWork() {}

    static Map<String, Long> run(StoreSubject subject, ChildArguments arguments) throws Exception {
        try (SubjectStore store = subject.open(arguments.directory(), true)) {
            State.fill(store, KEYS);
            Commits commits = new Commits(store, KEYS, 1, 1);
            for (long number = 0; number < arguments.records(); number++) {
                CountWork.mark(arguments, number);
                commits.next();
            }
            CountWork.mark(arguments, arguments.records());
        }
        return Map.of("commits", arguments.records());
    }
}
