// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.List;

/**
 * What a rotation did.
 *
 * @param epoch the epoch that is active now
 * @param rewrapped how many headers were written anew
 * @param bytes how many bytes that took
 * @param destroyed the epochs whose keys are gone since
 * @param use what needs which key now; whatever stands under an older epoch here keeps its key alive
 */
public record RotationReport(int epoch, long rewrapped, long bytes, List<Integer> destroyed, KeyUse use) {

    /** Copies the list. */
    public RotationReport {
        destroyed = List.copyOf(destroyed);
    }

    /**
     * Tells whether nothing is left that needs an older key.
     *
     * @return {@code true} if all older keys are gone, or can go
     */
    public boolean isComplete() {
        return use.unknown().isEmpty() && use.files().keySet().stream().allMatch(number -> number == epoch);
    }
}
