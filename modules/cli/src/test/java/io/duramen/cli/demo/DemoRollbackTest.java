// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRollbackTest {
    private final DemoInput input = DemoInput.first(10);

    @TempDir
    private Path temp;

    @Test
    @Tag("S4.13")
    @Tag("S4.10")
    void aTransactionThatIsGivenUpLeavesNothing() {
        try (StateStore store = StateStore.create(temp.resolve("store"), StoreOptions.defaults())) {
            input.records().forEach(r -> store.commit(tx -> tx.put(r.key(), r.value())));

            DemoRollback rollback = DemoRollback.in(store, input);

            assertEquals(11, rollback.changes());
            assertTrue(rollback.asBefore());
            assertTrue(DemoProof.of(store, input, 10, 10).holds());
        }
    }
}
