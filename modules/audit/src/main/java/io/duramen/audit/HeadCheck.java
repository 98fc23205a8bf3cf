// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import org.jspecify.annotations.Nullable;

/** Compares a chain with the head that was noted elsewhere. */
final class HeadCheck {
    private final @Nullable AuditHead expected;
    private @Nullable AuditHead there;

    HeadCheck(@Nullable AuditHead expected) {
        this.expected = expected;
    }

    /** Sees where the chain stands, entry by entry. */
    void see(AuditHead head) {
        if (expected != null && expected.sequence() == head.sequence()) {
            there = head;
        }
    }

    /** What is wrong with a whole chain, now that its end was seen. */
    @Nullable
    AuditFinding finding(AuditHead end) {
        if (expected == null || expected.equals(there)) {
            return null;
        }
        if (there == null) {
            return new AuditFinding(
                    AuditFinding.Kind.TRUNCATED,
                    end.sequence() + 1,
                    "entries up to " + expected.sequence() + " at least",
                    end.sequence() == 0 ? "none" : "entries up to " + end.sequence());
        }
        return new AuditFinding(
                AuditFinding.Kind.REWRITTEN,
                expected.sequence(),
                "an entry of digest " + expected.digest(),
                "one of digest " + there.digest());
    }
}
