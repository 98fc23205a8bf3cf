// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.server.raftlog.segmented.SegmentedRaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** An open Ratis log. It hands out its records while it opens. */
final class RatisLog implements SubjectLog {
    private static final long TERM = 1;

    private final SegmentedRaftLog log;
    private final RaftStorage storage;
    private final boolean wait;
    private CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);

    RatisLog(SegmentedRaftLog log, RaftStorage storage, boolean wait) {
        this.log = log;
        this.storage = storage;
        this.wait = wait;
    }

    void load(RecordSink sink) throws IOException {
        log.open(-1, entry -> {
            if (entry.hasStateMachineLogEntry()) {
                sink.accept(entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer());
            }
        });
    }

    @Override
    public void append(byte[] record) {
        StateMachineLogEntryProto data = StateMachineLogEntryProto.newBuilder()
                .setLogData(ByteString.copyFrom(record))
                .build();
        CompletableFuture<Long> durable = append(data);
        if (wait) {
            durable.join();
        }
    }

    /** An entry names its index, so entries are made one at a time. */
    private synchronized CompletableFuture<Long> append(StateMachineLogEntryProto data) {
        LogEntryProto entry = LogEntryProto.newBuilder()
                .setTerm(TERM)
                .setIndex(log.getNextIndex())
                .setStateMachineLogEntry(data)
                .build();
        last = log.appendEntry(entry);
        return last;
    }

    @Override
    public void drain() {
        last.join();
    }

    @Override
    public void replay(RecordSink sink) throws IOException {
        load(sink);
    }

    @Override
    public void close() throws IOException {
        log.close();
        storage.close();
    }
}
