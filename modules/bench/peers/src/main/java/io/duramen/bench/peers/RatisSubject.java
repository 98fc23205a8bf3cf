// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.raftlog.segmented.SegmentedRaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.SizeInBytes;

/** The segmented log of Ratis, without the consensus above it. Its worker syncs when its queue is empty, or after 128 records. */
final class RatisSubject extends Peer {
    private static final RaftGroupMemberId MEMBER =
            RaftGroupMemberId.valueOf(RaftPeerId.valueOf("bench"), RaftGroupId.emptyGroupId());

    RatisSubject() {
        super("ratis", "Ratis segmented log", "ratis");
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, config.purpose() == Purpose.BUFFERED);
        Path files = directory.resolve("raft");
        RaftStorage storage = RaftStorage.newBuilder()
                .setDirectory(files.toFile())
                .setOption(Files.exists(files) ? RaftStorage.StartupOption.RECOVER : RaftStorage.StartupOption.FORMAT)
                .setLogCorruptionPolicy(RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION)
                .setStorageFreeSpaceMin(SizeInBytes.valueOf(0))
                .build();
        storage.initialize();
        SegmentedRaftLog log = SegmentedRaftLog.newBuilder()
                .setMemberId(MEMBER)
                .setStorage(storage)
                .setProperties(properties)
                .setSnapshotIndexSupplier(() -> -1)
                .setNotifyTruncatedLogEntry(entry -> {})
                .setGetTransactionContext((entry, create) -> null)
                .setSubmitUpdateCommitEvent(() -> {})
                .build();
        RatisLog opened = new RatisLog(log, storage, config.purpose() == Purpose.DURABLE);
        if (config.purpose() != Purpose.REPLAY) {
            opened.load(record -> {});
        }
        return opened;
    }
}
