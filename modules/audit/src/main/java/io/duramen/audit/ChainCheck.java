// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.wal.LogCursor;
import io.duramen.wal.RecordType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Follows a chain from its start and stops at the first record that does not continue it. */
final class ChainCheck {
    private AuditHead head;
    private @Nullable AuditEntry entry;
    private @Nullable AuditEntry stranger;

    ChainCheck(UUID trail) {
        this.head = new AuditHead(0, Digests.ofTrail(trail));
    }

    /** Where the chain stands: with the last entry that continued it. */
    AuditHead head() {
        return head;
    }

    /** The last entry that continued the chain. */
    AuditEntry entry() {
        if (entry == null) {
            throw new IllegalStateException("the chain has no entry yet");
        }
        return entry;
    }

    /** The entry that did not, though it is one and its digest its own; {@code null} if what was found is none. */
    @Nullable
    AuditEntry stranger() {
        return stranger;
    }

    /** Takes the record a cursor stands on; returns {@code null} if it continues the chain, else what is wrong with it. */
    @Nullable
    AuditFinding next(LogCursor record) {
        long sequence = head.sequence() + 1;
        EntryReader.Read read;
        try {
            read = EntryReader.read(record.payload());
        } catch (EntryReader.NoEntryException e) {
            return new AuditFinding(
                    AuditFinding.Kind.NO_ENTRY,
                    sequence,
                    "an entry of version " + EntryLayout.VERSION,
                    String.valueOf(e.getMessage()));
        }
        AuditEntry found = read.entry();
        if (!read.own()) {
            return edited(sequence, "an entry with the digest of its bytes", "one with another digest");
        }
        if (!isBare(record, found)) {
            return edited(
                    sequence,
                    "a record of type DATA with its entry's time and nothing else",
                    "one with other attributes");
        }
        if (found.sequence() != sequence) {
            stranger = found;
            return new AuditFinding(
                    found.sequence() > sequence ? AuditFinding.Kind.REMOVED : AuditFinding.Kind.INSERTED,
                    sequence,
                    "entry " + sequence,
                    "entry " + found.sequence());
        }
        if (!found.previous().equals(head.digest())) {
            stranger = found;
            return edited(sequence, continuing(head), "one that continues " + found.previous());
        }
        entry = found;
        head = found.head();
        return null;
    }

    private static String continuing(AuditHead head) {
        return head.sequence() == 0
                ? "the first entry of this trail, which continues " + head.digest()
                : "an entry that continues entry " + head.sequence() + ", " + head.digest();
    }

    private static AuditFinding edited(long sequence, String expected, String found) {
        return new AuditFinding(AuditFinding.Kind.EDITED, sequence, expected, found);
    }

    /** The log's own attributes are not covered by the digest, so that there must be none but the time, which is. */
    private static boolean isBare(LogCursor record, AuditEntry entry) {
        return record.type().equals(RecordType.DATA)
                && record.transactionId() == 0
                && record.incarnation() == 0
                && record.actor() == null
                && record.operation() == null
                && record.key() == null
                && record.timeMicros() != LogCursor.NO_TIME
                && Instant.EPOCH.plus(record.timeMicros(), ChronoUnit.MICROS).equals(entry.time());
    }
}
