// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.bench.result.CommitOutcome;
import io.duramen.bench.result.DurableOutcome;
import io.duramen.bench.store.State;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.StoreSubjects;
import io.duramen.bench.store.SubjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoreSmokeTest {
    private static final int KEYS = 300;

    @TempDir
    Path directory;

    private Path files;

    @BeforeEach
    void makeTheDirectory() throws IOException {
        files = Files.createDirectory(directory.resolve("files"));
    }

    static Stream<StoreSubject> stores() {
        return StoreSubjects.all().stream();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatAStoreWasFilledWithIsThereWhenItIsOpenedAgain(StoreSubject subject) throws Exception {
        StoreFillWork.run(subject, arguments(subject, 1));
        try (SubjectStore store = subject.open(files, true)) {
            assertNotNull(store.get(State.key(0)));
            assertNotNull(store.get(State.key(KEYS - 1)));
            assertNull(store.get(State.key(KEYS)));
        }
    }

    @Test
    void commitsAreMeasuredBetweenTwoLooksAtTheFloorAndGoOnWithTheSameStore() throws Exception {
        StoreSubject subject = StoreSubjects.named("duramen");
        StoreFillWork.run(subject, arguments(subject, 10));
        CommitOutcome outcome = null;
        for (double seconds = 0.05; outcome == null || outcome.timed().appends() == 0; seconds *= 2) {
            outcome = CommitWork.run(subject, arguments(subject, 10, seconds)); // a slow disk needs longer for one
        }
        assertEquals(DurableOutcome.PERCENTILES.size(), outcome.timed().nanos().size());
        assertTrue(outcome.processorSeconds() >= 0, outcome.toString());
        assertTrue(CommitWork.run(subject, arguments(subject, 1)).timed().appends() >= 0, "the same store once more");
    }

    @Test
    void aChildUnderstandsWhatItIsTold() {
        ChildArguments arguments = arguments(StoreSubjects.named("duramen"), 10);
        assertEquals(arguments, ChildArguments.parse(arguments.words().toArray(new String[0])));
    }

    private ChildArguments arguments(StoreSubject subject, int changes) {
        return arguments(subject, changes, 0.05);
    }

    private ChildArguments arguments(StoreSubject subject, int changes, double seconds) {
        return new ChildArguments(
                "commit", subject.name(), files, files.resolveSibling("outcome"), 2, 100, KEYS, 0, seconds, changes);
    }
}
