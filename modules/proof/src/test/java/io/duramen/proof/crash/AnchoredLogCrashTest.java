// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The power fails in every operation on a sealed log and on the anchor that remembers its frames, moved behind every record: also
 * where an opening writes records again under another key, and again when that one crashes. The anchor never raises an alarm,
 * whether every opening has it or not.
 */
class AnchoredLogCrashTest {
    private static final int RECORDS = 7;

    private final KnownKeys keys = new KnownKeys();

    @AfterEach
    void close() {
        keys.close();
    }

    /** The anchor stands beside the log, under a name that a log does not mind. */
    private WalOptions anchored(Storage storage) {
        return options(Anchor.file(storage, "keyring.anchor"));
    }

    private WalOptions options(Anchor anchor) {
        return Crashed.options(keys).toBuilder().anchor(anchor).build();
    }

    @Test
    @Tag("S1.31")
    @Tag("S3.52")
    void noCrashBetweenALogAndItsAnchorCausesAnAlarm(TestReporter reporter) {
        CrashReport report = CrashRunner.of(this::work, this::check)
                .sectorSizes(512)
                .names(NameOrder.STRICT)
                .damages(Integer.getInteger("duramen.scale", 1))
                .recoveryDepth(2)
                .seed(7)
                .run();
        reporter.publishEntry("anchored log", report.toString());
        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 60, report::toString);
    }

    @Test
    @Tag("S1.31")
    void norIfAnOpeningInBetweenKnowsOfNoAnchor(TestReporter reporter) {
        CrashReport report = CrashRunner.of(this::work, this::checkTwice)
                .sectorSizes(4096)
                .names(NameOrder.STRICT)
                .damages(Integer.getInteger("duramen.scale", 1))
                .recoveryDepth(2)
                .seed(8)
                .run();
        reporter.publishEntry("anchored log, opened without", report.toString());
    }

    private void work(Storage storage, AckLog acks) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, anchored(storage))) {
            for (int n = 1; n <= RECORDS; n++) {
                append(log, acks, n);
                log.checkpoint(Math.max(1, n - 4)); // moves the anchor, and removes a segment now and then
            }
        }
    }

    private void check(Storage storage, AckLog acks) {
        check(storage, acks, anchored(storage));
    }

    private void checkTwice(Storage storage, AckLog acks) {
        check(storage, acks, options(Anchor.none()));
        check(storage, acks, anchored(storage));
    }

    private void check(Storage storage, AckLog acks, WalOptions with) {
        try (WriteAheadLog log = open(storage, acks, with)) {
            acks.requireRecovered(log.durableLsn());
            Crashed.requireRecords(log);
            append(log, acks, log.durableLsn() + 1);
        }
    }

    private static WriteAheadLog open(Storage storage, AckLog acks, WalOptions with) {
        try {
            return WriteAheadLog.open(storage, with);
        } catch (LogMissingException notYetCreated) {
            assertEquals(List.of(), acks.acked(), "the log is gone");
            return WriteAheadLog.create(storage, with);
        }
    }

    private static void append(WriteAheadLog log, AckLog acks, long number) {
        acks.tried(number);
        assertEquals(number, log.append(ByteBuffer.wrap(Crashed.payload(number))));
        acks.acked(number);
    }
}
