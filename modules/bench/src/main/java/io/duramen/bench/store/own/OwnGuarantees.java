// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store.own;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import java.util.EnumMap;
import java.util.Map;

/** What our store promises, each with the test that shows it. */
final class OwnGuarantees {

    private OwnGuarantees() {}

    static Map<Guarantee, Answer> of(StoreVariant variant) {
        Map<Guarantee, Answer> answers = new EnumMap<>(Guarantee.class);
        for (Guarantee guarantee : Guarantee.values()) {
            answers.put(guarantee, of(guarantee, variant));
        }
        return answers;
    }

    private static Answer of(Guarantee guarantee, StoreVariant variant) {
        return switch (guarantee) {
            case ATOMIC -> Answer.yes("one record, one sync", "commit: CrashTest");
            case SNAPSHOT_READS -> Answer.yes("immutable versions", "commit: StateViewTest");
            case CONFLICTS -> Answer.yes("what was read, and versions expected", "commit: ConditionalCommitTest");
            case TORN_WRITES -> Answer.yes("checksums and a chain of frames", "wal: RecoveryTableTest");
            case DAMAGE -> Answer.yes("digests of every file, and the root", "commit: DamageTest");
            case VERIFIED_ROOT -> Answer.yes("computed again at every opening", "commit: RecoveryTest");
            case PROOFS -> Answer.yes("inclusion and absence", "commit: MerkleProofTest");
            case ROLLBACK ->
                variant == StoreVariant.STRICT
                        ? Answer.partly("a log cut short by ROOT; an older copy with an anchor", "commit: AnchorTest")
                        : Answer.partly("with an anchor", "commit: AnchorTest");
            case FAILED_SYNC -> Answer.yes("the store is failed for good", "commit: FailureTest");
        };
    }
}
