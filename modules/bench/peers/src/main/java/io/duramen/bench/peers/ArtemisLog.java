// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.journal.LoaderCallback;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/** An open Artemis journal. Loading is how it reads, and it must load before it appends. */
final class ArtemisLog implements SubjectLog {
    private static final byte TYPE = 10;

    private final JournalImpl journal;
    private final boolean sync;
    private final AtomicLong id = new AtomicLong();

    ArtemisLog(JournalImpl journal, boolean sync) {
        this.journal = journal;
        this.sync = sync;
    }

    void load(RecordSink sink) throws Exception {
        id.set(journal.load(new Loader(sink)).getMaxID());
    }

    @Override
    public void append(byte[] record) throws Exception {
        // without sync another thread encodes the record after this has returned
        journal.appendAddRecord(id.incrementAndGet(), TYPE, sync ? record : record.clone(), sync);
    }

    @Override
    public void drain() throws Exception {
        journal.flush();
    }

    @Override
    public void replay(RecordSink sink) throws Exception {
        load(sink);
    }

    @Override
    public void close() {
        journal.stop();
    }

    /** Passes records on as they are loaded. */
    private record Loader(RecordSink sink) implements LoaderCallback {

        @Override
        public void addRecord(RecordInfo info) {
            sink.accept(ByteBuffer.wrap(info.data));
        }

        @Override
        public void addPreparedTransaction(PreparedTransactionInfo transaction) {}

        @Override
        public void updateRecord(RecordInfo info) {}

        @Override
        public void deleteRecord(long id) {}

        @Override
        public void failedTransaction(long id, List<RecordInfo> records, List<RecordInfo> deleted) {}
    }
}
