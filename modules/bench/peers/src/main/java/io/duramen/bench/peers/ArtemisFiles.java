// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import java.io.File;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.io.mapped.MappedSequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * The ways Artemis reaches its files. Its write buffer flushes by a timer, 3.3 ms by default for NIO; with the shortest time
 * that is not "never", it flushes as soon as the flush before has ended, which is the group commit it is best at.
 */
enum ArtemisFiles {
    /** {@code FileChannel}. */
    NIO {
        @Override
        SequentialFileFactory in(File directory) {
            return new NIOSequentialFileFactory(directory, true, BUFFER_BYTES, TIMEOUT_NANOS, 1, false);
        }

        @Override
        int mostInFlight() {
            return 1;
        }
    },
    /** Memory-mapped files. */
    MAPPED {
        @Override
        SequentialFileFactory in(File directory) {
            return new MappedSequentialFileFactory(directory, FILE_BYTES, true, BUFFER_BYTES, TIMEOUT_NANOS, null);
        }

        @Override
        int mostInFlight() {
            return 1;
        }
    },
    /** Linux libaio with {@code O_DIRECT}. */
    ASYNCIO {
        @Override
        SequentialFileFactory in(File directory) {
            if (!AIOSequentialFileFactory.isSupported(directory)) {
                throw new IllegalStateException("libaio is not installed or not supported here");
            }
            return new AIOSequentialFileFactory(directory, BUFFER_BYTES, TIMEOUT_NANOS, IN_FLIGHT, false);
        }

        @Override
        int mostInFlight() {
            return IN_FLIGHT;
        }
    };

    /** Its default. */
    static final int FILE_BYTES = 10 << 20;

    private static final int BUFFER_BYTES = 490 << 10;
    private static final int TIMEOUT_NANOS = 1;
    private static final int IN_FLIGHT = 500;

    abstract SequentialFileFactory in(File directory);

    abstract int mostInFlight();
}
