// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.result.CommitOutcome;
import io.duramen.bench.store.Commits;
import io.duramen.bench.store.State;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.SubjectStore;

/** Durable commits to a filled store, between two short looks at the floor, as {@link DurableWork} does for a log. */
final class CommitWork {

    private CommitWork() {}

    static CommitOutcome run(StoreSubject subject, ChildArguments arguments) throws Exception {
        FloorLook floor = FloorLook.beside(arguments.directory());
        int bytes = (State.KEY_BYTES + State.VALUE_BYTES) * arguments.changes();
        Histogram before = floor.look(bytes);
        Histogram measured;
        double used;
        try (SubjectStore store = subject.open(arguments.directory(), true)) {
            Appenders appenders = new Appenders(thread -> {
                Commits commits = new Commits(store, arguments.records(), arguments.changes(), System.nanoTime());
                return number -> commits.next();
            });
            measured = appenders.run(arguments.threads(), arguments.warmupSeconds(), arguments.seconds());
            used = appenders.usedSeconds();
        }
        Histogram after = floor.look(bytes);
        return new CommitOutcome(FloorLook.outcome(measured, arguments.seconds(), before, after), used);
    }
}
