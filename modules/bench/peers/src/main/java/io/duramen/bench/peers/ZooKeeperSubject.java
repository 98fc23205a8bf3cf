// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.zookeeper.server.persistence.FileTxnLog;

/** The transaction log of ZooKeeper, fed as its {@code SyncRequestProcessor} does: append what is queued, then commit once. */
final class ZooKeeperSubject extends Peer {

    ZooKeeperSubject() {
        super("zookeeper", "ZooKeeper transaction log", "zookeeper");
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        // each run has a JVM of its own, and the log reads this when it is made
        System.setProperty("zookeeper.forceSync", config.purpose() == Purpose.DURABLE ? "yes" : "no");
        return new ZooKeeperLog(new FileTxnLog(directory.toFile()), config.purpose() == Purpose.DURABLE);
    }
}
