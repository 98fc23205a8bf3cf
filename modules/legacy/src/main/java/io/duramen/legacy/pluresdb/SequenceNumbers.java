// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers of the records that are there, unsigned, in order once asked. */
final class SequenceNumbers {
    private static final int FIRST = 64;

    private long[] numbers = new long[FIRST]; // moved by half their range, so that they sort as signed ones do
    private int count;
    private boolean sorted = true;

    void add(long seq) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.multiplyExact(count, 2));
        }
        numbers[count++] = seq ^ Long.MIN_VALUE;
        sorted = false;
    }

    int count() {
        return count;
    }

    /** One number, in order from 0 on; those there twice come twice. */
    long get(int index) {
        if (!sorted) {
            Arrays.sort(numbers, 0, count);
            sorted = true;
        }
        return numbers[index] ^ Long.MIN_VALUE;
    }

    /** First and last number of each gap. */
    List<List<Object>> missing() {
        List<List<Object>> gaps = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            long before = get(i - 1);
            if (Long.compareUnsigned(get(i) - before, 1) > 0) {
                gaps.add(List.of(Fields.shown(before + 1), Fields.shown(get(i) - 1)));
            }
        }
        return gaps;
    }

    /** Each number that is there more than once, once. */
    List<Object> repeated() {
        List<Object> repeated = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            if (get(i) == get(i - 1) && (i == 1 || get(i) != get(i - 2))) {
                repeated.add(Fields.shown(get(i)));
            }
        }
        return repeated;
    }
}
