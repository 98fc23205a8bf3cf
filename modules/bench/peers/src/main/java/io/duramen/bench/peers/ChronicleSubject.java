// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle Queue: an append is a store to mapped memory, and returns before anything is on a device. A second subject calls
 * {@code sync}, that is {@code msync}, after each. It keeps no checksums.
 */
final class ChronicleSubject extends Peer {
    private final boolean msync;

    ChronicleSubject(boolean msync) {
        super(
                msync ? "chronicle-msync" : "chronicle",
                msync ? "Chronicle Queue, msync after each" : "Chronicle Queue",
                "chronicle");
        this.msync = msync;
    }

    @Override
    public boolean syncs() {
        return msync;
    }

    @Override
    public boolean verifies() {
        return false;
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess(
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                // it reports its use over the network otherwise
                "-Dchronicle.analytics.disable=true",
                "-Dchronicle.announcer.disable=true");
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) {
        ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .syncMode(msync ? SyncMode.SYNC : SyncMode.NONE)
                .build();
        return new ChronicleLog(queue, msync && config.purpose() == Purpose.DURABLE);
    }

    private static final class ChronicleLog implements SubjectLog {
        private final ChronicleQueue queue;
        private final boolean sync;
        // an appender belongs to a thread
        private final ThreadLocal<ExcerptAppender> appenders;
        private final ThreadLocal<Bytes<ByteBuffer>> buffers = ThreadLocal.withInitial(Bytes::elasticByteBuffer);

        ChronicleLog(ChronicleQueue queue, boolean sync) {
            this.queue = queue;
            this.sync = sync;
            this.appenders = ThreadLocal.withInitial(queue::createAppender);
        }

        @Override
        public void append(byte[] record) {
            ExcerptAppender appender = appenders.get();
            appender.writeBytes(buffers.get().clear().write(record));
            if (sync) {
                appender.sync();
            }
        }

        @Override
        public void drain() {}

        @Override
        public void replay(RecordSink sink) {
            Bytes<ByteBuffer> into = Bytes.elasticByteBuffer();
            try (ExcerptTailer tailer = queue.createTailer()) {
                while (true) {
                    try (DocumentContext document = tailer.readingDocument()) {
                        if (!document.isPresent()) {
                            return;
                        }
                        into.clear();
                        into.write(document.wire().bytes());
                        // its own buffer has the machine's byte order
                        ByteBuffer record = into.underlyingObject().duplicate();
                        sink.accept(record.clear().limit((int) into.readRemaining()));
                    }
                }
            }
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
