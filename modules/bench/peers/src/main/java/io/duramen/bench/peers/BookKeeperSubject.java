// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.bookkeeper.bookie.Journal;
import org.apache.bookkeeper.bookie.LedgerDirsManager;
import org.apache.bookkeeper.conf.ServerConfiguration;
import org.apache.bookkeeper.util.DiskChecker;

/**
 * The journal of BookKeeper. By default it gathers writes for up to 2 ms before it syncs; here it does not wait and flushes when
 * its queue is empty. It keeps no checksums.
 */
final class BookKeeperSubject extends Peer {

    BookKeeperSubject() {
        super("bookkeeper", "BookKeeper journal", "bookkeeper");
    }

    @Override
    public boolean verifies() {
        return false;
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess();
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws Exception {
        Path journals = Files.createDirectories(directory.resolve("journal"));
        Path ledgers = Files.createDirectories(directory.resolve("ledgers").resolve("current"));
        ServerConfiguration settings = new ServerConfiguration();
        settings.setJournalMaxGroupWaitMSec(0);
        settings.setJournalAdaptiveGroupWrites(false);
        settings.setJournalFlushWhenQueueEmpty(true);
        settings.setJournalSyncData(config.purpose() == Purpose.DURABLE);
        settings.setJournalRemovePagesFromCache(false);
        // nothing is ever checkpointed here, and what is old must not be deleted
        settings.setMaxBackupJournals(Integer.MAX_VALUE);
        LedgerDirsManager dirs =
                new LedgerDirsManager(settings, new File[] {ledgers.toFile()}, new DiskChecker(0.99f, 0.99f));
        Journal journal = new Journal(0, journals.toFile(), settings, dirs);
        if (config.purpose() != Purpose.REPLAY) {
            journal.start();
        }
        return new BookKeeperLog(journal, config.purpose());
    }
}
