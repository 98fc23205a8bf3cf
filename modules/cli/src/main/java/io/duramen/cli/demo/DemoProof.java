// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.cli.command.RecordRoot;
import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.Root;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a recovered store holds, compared byte by byte with what went in.
 *
 * @param acknowledged how many records were acknowledged before
 * @param present how many records are there exactly as they went in
 * @param lost how many acknowledged records are not
 * @param partial how many records are there, but not as they went in
 * @param foreign how many keys are there that were never put, or not yet
 * @param root the root the store gives
 * @param recomputed the root that follows from the records that went in
 */
record DemoProof(int acknowledged, int present, int lost, int partial, long foreign, Root root, Root recomputed) {

    /**
     * Compares.
     *
     * @param view the store
     * @param input what was to go in, in this order
     * @param acknowledged the last record that was acknowledged
     * @param tried the last one that was begun
     */
    static DemoProof of(StateView view, DemoInput input, int acknowledged, int tried) {
        List<MerkleChange> expected = new ArrayList<>();
        int present = 0;
        int lost = 0;
        int partial = 0;
        for (int i = 1; i <= tried; i++) {
            DemoInput.Pair record = input.records().get(i - 1);
            byte[] found = view.get(record.key());
            if (found == null) {
                lost += i <= acknowledged ? 1 : 0;
            } else if (Arrays.equals(found, record.value())) {
                present++;
                expected.add(MerkleChange.put(record.key(), record.value()));
            } else {
                partial++;
            }
        }
        Root recomputed = RecordRoot.of(expected, RecordRoot.salt(view));
        return new DemoProof(
                acknowledged, present, lost, partial, view.size() - present - partial, view.root(), recomputed);
    }

    boolean rootsEqual() {
        return root.equals(recomputed);
    }

    /** Tells whether everything is as promised. */
    boolean holds() {
        return lost == 0 && partial == 0 && foreign == 0 && rootsEqual();
    }
}
