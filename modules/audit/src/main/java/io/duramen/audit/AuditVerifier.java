// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.base.Progress;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a trail from its files alone: no lock is taken, nothing is changed, whoever writes to it goes on.
 *
 * <pre>{@code
 * AuditVerification found = AuditVerifier.of(directory, WalOptions.defaults()).expecting(noted).verify();
 * if (!found.ok()) {
 *     System.err.println(found.finding());
 * }
 * }</pre>
 *
 * <p>Found are damage to the log, and entries that were altered, removed, inserted or moved, by whoever cannot compute every
 * digest behind them anew. Who can, or who cuts the newest entries off, is found by a head that was noted elsewhere. A write
 * that a crash cut off is told and is no finding.
 *
 * <p>Memory does not grow with the trail.
 */
public final class AuditVerifier {
    private static final int STEP = 1 << 10;

    private final Storage storage;
    private final WalOptions options;
    private @Nullable AuditHead expected;

    private AuditVerifier(Storage storage, WalOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /**
     * Prepares a verification.
     *
     * @param directory the trail's directory
     * @param options the log's: the sealing if it is sealed, and who hears of progress
     * @return the verifier
     */
    public static AuditVerifier of(Path directory, WalOptions options) {
        return of(NioStorage.at(directory), options);
    }

    /**
     * Prepares a verification.
     *
     * @param storage the trail's directory
     * @param options the log's: the sealing if it is sealed, and who hears of progress
     * @return the verifier
     */
    public static AuditVerifier of(Storage storage, WalOptions options) {
        return new AuditVerifier(storage, options);
    }

    /**
     * Sets a head that was noted elsewhere; the trail must lead to it, and may go on behind it.
     *
     * @param head the head, or {@code null} if none is known
     * @return this
     */
    public AuditVerifier expecting(@Nullable AuditHead head) {
        this.expected = head;
        return this;
    }

    /**
     * Verifies the trail.
     *
     * @return what was found
     * @throws AuditMissingException if there is none
     * @throws io.duramen.crypto.KeyRefusedException if it is sealed and the options hold no key
     */
    public AuditVerification verify() {
        return verify(entry -> {});
    }

    /**
     * Verifies the trail and shows its entries on the way, each once it is known to be as it was written. Of a trail that is
     * not, those before the first finding are shown.
     *
     * @param entries sees the entries, in the order of their numbers
     * @return what was found
     * @throws AuditMissingException if there is none
     * @throws io.duramen.crypto.KeyRefusedException if it is sealed and the options hold no key
     */
    public AuditVerification verify(Consumer<AuditEntry> entries) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(storage, options)) {
            return verify(log, entries);
        } catch (LogMissingException e) {
            throw new AuditMissingException(storage.describe(""), e);
        }
    }

    private AuditVerification verify(ReadableLog log, Consumer<AuditEntry> entries) {
        ChainCheck chain = new ChainCheck(log.logId());
        HeadCheck heads = new HeadCheck(expected);
        heads.see(chain.head());
        AuditFinding finding = beginning(log);
        if (finding == null) {
            finding = follow(log, chain, heads, entries);
        }
        CorruptLogException damage = log.recovery().damage();
        if (finding == null && damage != null) {
            finding = damaged(damage);
        }
        if (finding == null) {
            finding = heads.finding(chain.head());
        }
        LogRecovery recovery = log.recovery();
        return new AuditVerification(
                storage.describe(""),
                log.logId(),
                chain.head().sequence(),
                chain.head(),
                recovery.cleanShutdown(),
                recovery.tornBytes(),
                recovery.notes(),
                finding);
    }

    private @Nullable AuditFinding follow(
            ReadableLog log, ChainCheck chain, HeadCheck heads, Consumer<AuditEntry> entries) {
        Progress progress = options.progress();
        long last = log.durableLsn();
        try (LogCursor records = log.cursor(log.firstLsn())) {
            while (records.next()) {
                AuditFinding finding = chain.next(records);
                if (finding != null) {
                    return classified(finding, chain.stranger(), records);
                }
                if (chain.head().sequence() % STEP == 0) {
                    progress.update("verifying the trail", chain.head().sequence(), last);
                }
                heads.see(chain.head());
                entries.accept(chain.entry());
            }
        } catch (CorruptLogException damage) {
            return damaged(damage);
        }
        return null;
    }

    /** A trail is never compacted: what does not begin with the first entry has lost some. */
    static @Nullable AuditFinding beginning(ReadableLog log) {
        return log.firstLsn() == 1
                ? null
                : new AuditFinding(AuditFinding.Kind.REMOVED, 1, "entry 1", "entry " + log.firstLsn());
    }

    /** An entry that is missing where it should be, and stands further behind, was moved and not removed. */
    private static AuditFinding classified(AuditFinding finding, @Nullable AuditEntry stranger, LogCursor records) {
        if (finding.kind() != AuditFinding.Kind.REMOVED || stranger == null) {
            return finding;
        }
        long place = finding.sequence();
        for (long at = place + 1; isNext(records); at++) {
            if (isNumbered(records, place)) {
                return new AuditFinding(
                        AuditFinding.Kind.REORDERED,
                        place,
                        finding.expected(),
                        finding.found() + ", and entry " + place + " in place " + at);
            }
        }
        return finding;
    }

    private static boolean isNumbered(LogCursor record, long number) {
        try {
            return EntryReader.read(record.payload()).entry().sequence() == number;
        } catch (EntryReader.NoEntryException another) {
            return false;
        }
    }

    private static boolean isNext(LogCursor records) {
        try {
            return records.next();
        } catch (CorruptLogException end) {
            return false;
        }
    }

    private static AuditFinding damaged(CorruptLogException damage) {
        return new AuditFinding(
                AuditFinding.Kind.LOG_DAMAGED,
                damage.lsn(),
                String.valueOf(damage.details().get("expected")),
                damage.details().get("found") + ", in " + damage.file()
                        + (damage.offset() < 0 ? "" : " at byte " + damage.offset()));
    }
}
