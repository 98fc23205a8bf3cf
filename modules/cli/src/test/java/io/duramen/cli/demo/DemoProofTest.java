// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProofTest {
    @TempDir
    private Path temp;

    private final DemoInput input = DemoInput.first(10);
    private StateStore store;

    @BeforeEach
    void importFive() {
        store = StateStore.create(temp.resolve("store"), StoreOptions.defaults());
        input.records().subList(0, 5).forEach(r -> store.commit(tx -> tx.put(r.key(), r.value())));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @Tag("S1.29")
    void whatIsThereExactlyAsItWentInIsProven() {
        DemoProof proof = DemoProof.of(store, input, 5, 5);

        assertTrue(proof.holds());
        assertEquals(5, proof.present());
        assertEquals(store.root(), proof.recomputed());
    }

    @Test
    void aRecordDurableBeforeItWasToldIsNoHarm() {
        assertTrue(DemoProof.of(store, input, 4, 5).holds());
    }

    @Test
    void anAcknowledgedRecordThatIsNotThereIsLost() {
        DemoProof proof = DemoProof.of(store, input, 7, 8);

        assertEquals(2, proof.lost());
        assertFalse(proof.holds());
    }

    @Test
    void aRecordOfOtherBytesIsPartial() {
        store.commit(tx -> tx.put(input.records().get(2).key(), new byte[] {1}));

        DemoProof proof = DemoProof.of(store, input, 5, 5);
        assertEquals(1, proof.partial());
        assertFalse(proof.holds());
    }

    @Test
    void aRecordThatWasNeverBegunIsForeign() {
        DemoProof proof = DemoProof.of(store, input, 4, 4);

        assertEquals(1, proof.foreign());
        assertFalse(proof.rootsEqual());
        assertFalse(proof.holds());
    }
}
