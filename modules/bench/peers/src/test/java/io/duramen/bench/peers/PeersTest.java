// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PeersTest {
    private static final int BYTES = 64;

    @TempDir
    Path directory;

    static Stream<Subject> peers() {
        return new PeerSubjects().subjects();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void whatIsAppendedBufferedAndThenDurablyIsReadBackInOrder(Subject peer) throws Exception {
        assertFalse(peer.version().isEmpty());
        try (SubjectLog log = open(peer, Purpose.BUFFERED)) {
            for (int i = 0; i < 50; i++) {
                log.append(record(i));
            }
            log.drain();
        }
        try (SubjectLog log = open(peer, Purpose.DURABLE)) {
            for (int i = 50; i < 60; i++) {
                log.append(record(i));
            }
        }
        List<Long> numbers = new ArrayList<>();
        try (SubjectLog log = open(peer, Purpose.REPLAY)) {
            log.replay(record -> {
                assertEquals(BYTES, record.remaining());
                numbers.add(record.getLong(record.position()));
            });
        }
        assertEquals(Stream.iterate(0L, number -> number + 1).limit(60).toList(), numbers);
    }

    private SubjectLog open(Subject peer, Purpose purpose) throws Exception {
        return peer.open(directory, new SubjectConfig(purpose, BYTES));
    }

    private static byte[] record(long number) {
        return ByteBuffer.allocate(BYTES).putLong(number).array();
    }
}
