// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.store.kahadb.disk.journal.Journal;
import org.apache.activemq.store.kahadb.disk.journal.Location;
import org.apache.activemq.util.ByteSequence;

/**
 * The journal of KahaDB: files filled with zeros ahead by a thread, one writer thread that syncs what has gathered. It checks
 * its checksums only when told to look for corruption, not when reading.
 */
final class KahaSubject extends Peer {

    KahaSubject() {
        super("kahadb", "KahaDB journal", "kahadb");
    }

    @Override
    public boolean verifies() {
        return false;
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        Journal journal = new Journal();
        journal.setDirectory(directory.toFile());
        journal.setChecksum(true);
        journal.setPreallocationStrategy(Journal.PreallocationStrategy.ZEROS);
        journal.setPreallocationScope(Journal.PreallocationScope.ENTIRE_JOURNAL_ASYNC);
        journal.start();
        return new KahaLog(journal, config.purpose() == Purpose.DURABLE);
    }

    private record KahaLog(Journal journal, boolean sync) implements SubjectLog {
        private static final long NANOS = 20_000;

        @Override
        public void append(byte[] record) throws IOException {
            // without sync the array is written after this has returned
            journal.write(new ByteSequence(sync ? record : record.clone()), sync);
        }

        @Override
        public void drain() {
            while (!journal.getInflightWrites().isEmpty()) {
                LockSupport.parkNanos(NANOS);
            }
        }

        @Override
        public void replay(RecordSink sink) throws IOException {
            for (Location at = journal.getNextLocation(null); at != null; at = journal.getNextLocation(at)) {
                ByteSequence record = journal.read(at);
                sink.accept(ByteBuffer.wrap(record.getData(), record.getOffset(), record.getLength()));
            }
        }

        @Override
        public void close() throws IOException {
            journal.close();
        }
    }
}
