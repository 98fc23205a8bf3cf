// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.State;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.SubjectStore;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PeerStoresTest {
    private static final int KEYS = 1500;

    @TempDir
    Path directory;

    static Stream<StoreSubject> peers() {
        return new PeerStores().stores();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void whatWasFilledInAndThenCommittedIsThereWhenItIsOpenedAgain(StoreSubject peer) throws Exception {
        byte[][] keys = {State.key(3), State.key(700)};
        byte[][] values = {new byte[State.VALUE_BYTES], new byte[State.VALUE_BYTES]};
        values[1][0] = 1;
        try (SubjectStore store = peer.open(directory, false)) {
            State.fill(store, KEYS);
        }
        try (SubjectStore store = peer.open(directory, true)) {
            store.commit(keys, values);
            store.commit(new byte[][] {State.key(5)}, new byte[][] {values[0]});
        }
        try (SubjectStore store = peer.open(directory, true)) {
            assertArrayEquals(values[0], store.get(keys[0]));
            assertArrayEquals(values[1], store.get(keys[1]));
            assertArrayEquals(values[0], store.get(State.key(5)));
            assertNotNull(store.get(State.key(KEYS - 1)));
            assertNull(store.get(State.key(KEYS)));
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void everyGuaranteeIsAnsweredWithASource(StoreSubject peer) {
        assertFalse(peer.version().isEmpty());
        for (Guarantee guarantee : Guarantee.values()) {
            Answer answer = peer.guarantees().get(guarantee);
            assertNotNull(answer, guarantee.title());
            assertFalse(answer.source().isEmpty(), guarantee.title());
        }
    }
}
