// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.util.List;

/**
 * Lines that have no numbers yet and are written together: after a crash all of them are there or none.
 *
 * @param texts their texts up to their numbers
 * @param payloadBytes how long their payloads are together
 * @param steps what they do to transactions
 */
record NewLines(List<String> texts, long payloadBytes, List<TransactionStates.Step> steps) {

    /** How much is under way with them. */
    int length() {
        int length = 0;
        for (String text : texts) {
            length += text.length();
        }
        return length;
    }
}
