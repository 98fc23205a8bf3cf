// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What steps change, and what a store holds after them. */
final class StoreSteps {
    /** The step that creates the store and changes nothing. */
    static final long CREATION = 1;

    private StoreSteps() {}

    /** Several keys: one of the step's own, one that others change too, and one of an earlier step goes. */
    static void several(StepChanges changes, long step, long seed) {
        changes.put("own-" + step, value(seed, step, 60));
        changes.put("shared-" + step % 3, value(seed, step, (int) (step * 37 % 400)));
        changes.delete("own-" + (step - 2));
    }

    /** A value that begins with its step's number, followed by so many bytes of noise. */
    static byte[] value(long seed, long step, int length) {
        byte[] bytes = new byte[Long.BYTES + length];
        new SplittableRandom(seed * 31 + step).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(0, step);
        return bytes;
    }

    /** The step that wrote a value. */
    static long stepOf(byte[] value) {
        return value.length < Long.BYTES ? -1 : ByteBuffer.wrap(value).getLong(0);
    }

    static byte[] key(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Everything a store holds after a step, computed from the steps alone. */
    static Map<byte[], byte[]> model(StoreWorkload workload, long step, long seed) {
        Map<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        StepChanges changes = new StepChanges() {
            @Override
            public void put(String key, byte[] value) {
                model.put(key(key), value);
            }

            @Override
            public void delete(String key) {
                model.remove(key(key));
            }
        };
        for (long n = CREATION + 1; n <= step; n++) {
            workload.change(changes, n, seed);
        }
        return model;
    }
}
