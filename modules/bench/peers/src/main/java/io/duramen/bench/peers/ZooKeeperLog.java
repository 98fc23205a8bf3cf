// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.jspecify.annotations.Nullable;

/** An open transaction log, and the thread that feeds it. */
final class ZooKeeperLog implements SubjectLog {
    private static final int MOST_BEFORE_COMMIT = 1000;

    private final FileTxnLog log;
    private final boolean wait;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>(10_000);
    private final Thread thread = new Thread(this::feed, "sync");
    private volatile @Nullable Throwable failure;
    private long zxid;

    /** One record on its way; an empty one is not written and only asks for a commit. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Append(byte[] record, CompletableFuture<Boolean> done) {}

    ZooKeeperLog(FileTxnLog log, boolean wait) {
        this.log = log;
        this.wait = wait;
        this.zxid = Math.max(0, log.getLastLoggedZxid());
        thread.start();
    }

    @Override
    public void append(byte[] record) throws Exception {
        Append append = new Append(wait ? record : record.clone(), new CompletableFuture<>());
        queue.put(append);
        if (failure != null) {
            throw new IOException("the thread that feeds the log has ended", failure);
        }
        if (wait) {
            append.done().join();
        }
    }

    private void feed() {
        List<Append> appended = new ArrayList<>();
        try {
            while (true) {
                Append next = appended.isEmpty() ? queue.take() : queue.poll();
                if (next != null) {
                    if (next.record().length > 0) {
                        log.append(request(next.record()));
                    }
                    appended.add(next);
                }
                if (next == null || appended.size() >= MOST_BEFORE_COMMIT) {
                    log.commit();
                    appended.forEach(append -> append.done().complete(true));
                    appended.clear();
                }
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure = e;
            appended.forEach(append -> append.done().completeExceptionally(e));
            queue.forEach(append -> append.done().completeExceptionally(e));
        }
    }

    private Request request(byte[] record) {
        long next = ++zxid;
        return new Request(
                new TxnHeader(0, (int) next, next, 0, ZooDefs.OpCode.setData),
                new SetDataTxn("/", record, (int) next),
                null);
    }

    @Override
    public void drain() throws Exception {
        Append last = new Append(new byte[0], new CompletableFuture<>());
        queue.put(last);
        last.done().join();
    }

    @Override
    public void replay(RecordSink sink) throws IOException {
        try (TxnIterator all = log.read(0)) {
            if (all.getHeader() == null) {
                return;
            }
            do {
                sink.accept(ByteBuffer.wrap(((SetDataTxn) all.getTxn()).getData()));
            } while (all.next());
        }
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        log.close();
    }
}
