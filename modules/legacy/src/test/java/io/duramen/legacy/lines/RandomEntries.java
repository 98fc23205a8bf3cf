// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Entries over the whole range of every field, and often at its edges. */
final class RandomEntries {
    private static final long[] NUMBERS = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};

    private static final long MOST_MICROS = 9_150_000_000_000_000_000L;

    private RandomEntries() {}

    static LogEntry entry(SplittableRandom random) {
        int type = random.nextInt(4);
        LogEntry.Builder entry = LogEntry.builder(ByteBuffer.wrap(payload(random)))
                .type(new RecordType(type == 0 ? random.nextInt(1, 256) : type + 1))
                .transactionId(number(random))
                .incarnation(random.nextBoolean() ? 0 : number(random))
                .time(Instant.EPOCH.plus(number(random) % MOST_MICROS, ChronoUnit.MICROS));
        if (random.nextBoolean()) {
            entry.actor(text(random, 60));
        }
        if (random.nextBoolean()) {
            entry.operation(text(random, 60));
        }
        if (random.nextBoolean()) {
            entry.key(key(random));
        }
        if (random.nextInt(4) == 0) {
            TransactionName name = TransactionName.of(text(random, 20));
            entry.transactionId(name.transactionId());
            if (name.key() != null) {
                entry.key(name.key());
            }
        }
        return entry.build();
    }

    private static long number(RandomGenerator random) {
        return random.nextBoolean() ? random.nextLong() : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static byte[] key(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> bytes(random, random.nextInt(20));
            case 1 -> text(random, 20).getBytes(StandardCharsets.UTF_8);
            case 2 -> Long.toString(number(random)).getBytes(StandardCharsets.US_ASCII);
            default -> bytes(random, random.nextInt(2) * LogEntry.MAX_KEY_BYTES);
        };
    }

    /** Bytes, JSON objects with and without deletions, and what nearly is one of those. */
    static byte[] payload(SplittableRandom random) {
        String json = "{" + (random.nextBoolean() ? "\"a\": " + value(random, 3) : "") + "}";
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> bytes(random, random.nextInt(300));
            case 2 -> text(random, 40).getBytes(StandardCharsets.UTF_8);
            case 3 -> (json + "\n[\"k\", \"\\u0000\"]").getBytes(StandardCharsets.UTF_8);
            case 4 -> (json + "\n[1]").getBytes(StandardCharsets.UTF_8);
            case 5 -> (" " + json).getBytes(StandardCharsets.UTF_8);
            case 6 -> json.replace(" ", random.nextBoolean() ? "\n" : "\r").getBytes(StandardCharsets.UTF_8);
            default -> json.getBytes(StandardCharsets.UTF_8);
        };
    }

    static String value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "NaN" : random.nextBoolean() ? "Infinity" : "-Infinity";
            case 2 -> "-" + "123456789".repeat(random.nextInt(1, 9)) + ".50E-3";
            case 3 -> Long.toString(number(random));
            case 4 -> JsonWriter.text(text(random, 10));
            case 5 -> "\"\u00e9\u2028\\ud800\"";
            case 6 -> "[" + value(random, depth - 1) + " ,\t" + value(random, depth - 1) + "]";
            default -> "{\"" + random.nextInt(3) + "\":" + value(random, depth - 1) + "}";
        };
    }

    static String text(SplittableRandom random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            int c = random.nextInt(4) == 0 ? random.nextInt(0xD800) : random.nextInt(128);
            text.append((char) c);
        }
        return text.toString();
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
