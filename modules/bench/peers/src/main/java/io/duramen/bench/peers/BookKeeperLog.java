// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.bookkeeper.bookie.Journal;
import org.apache.bookkeeper.client.api.BKException;

/** An open BookKeeper journal. An entry begins with the numbers of its ledger and of itself. */
final class BookKeeperLog implements SubjectLog {
    private static final long LEDGER = 1;
    private static final int HEADER_BYTES = 2 * Long.BYTES;

    private final Journal journal;
    private final Purpose purpose;
    private final AtomicLong next = new AtomicLong();
    private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    BookKeeperLog(Journal journal, Purpose purpose) {
        this.journal = journal;
        this.purpose = purpose;
    }

    @Override
    public void append(byte[] record) throws Exception {
        long number = next.getAndIncrement();
        ByteBuf entry = Unpooled.buffer(HEADER_BYTES + record.length);
        entry.writeLong(LEDGER).writeLong(number).writeBytes(record);
        CompletableFuture<Void> done = new CompletableFuture<>();
        journal.logAddEntry(
                LEDGER,
                number,
                entry,
                purpose != Purpose.DURABLE,
                (code, ledger, id, address, context) -> {
                    if (code == BKException.Code.OK) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(new IOException(BKException.getMessage(code)));
                    }
                },
                null);
        if (purpose == Purpose.DURABLE) {
            done.join();
        } else {
            last = done;
        }
    }

    @Override
    public void drain() {
        last.join();
    }

    @Override
    public void replay(RecordSink sink) throws Exception {
        for (long id : Journal.listJournalIds(journal.getJournalDirectory(), null)) {
            journal.scanJournal(
                    id,
                    0,
                    (version, offset, entry) -> {
                        if (entry.getLong(0) == LEDGER) {
                            sink.accept(entry.slice(HEADER_BYTES, entry.limit() - HEADER_BYTES));
                        }
                    },
                    false);
        }
    }

    @Override
    public void close() {
        journal.shutdown();
    }
}
