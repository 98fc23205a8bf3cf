// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.Written.*;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A log as a predecessor with a hard life leaves it: opened again and again, numbers given twice or never used, records out of
 * order inside and between files, and among them everything that a crash, a failed write or a bad disk makes of a record.
 * Knows from how it was made what a reader must find.
 */
final class RandomLog {
    private static final int BEGUN = 4 + "{\"seq\":".length();
    private static final String[] IDS = {"", "x", "y", "a b", "\u00e9", "\ud83d\ude00", "seq", "\\n\\\"", "\\u0041"};
    private static final String[] ACTORS = {"a", "agent", "\u00fc", ""};
    private static final String[] VALUES = {
        "null",
        "1e10",
        "-0.0",
        "12345678901234567890123",
        "\"\\ud83d\\ude00\"",
        "{\"b\":1,\"a\":[true,{}]}",
        "[]",
        "\"{\\\"seq\\\":1\""
    };

    /** A whole record with its own checksum. */
    record Good(long seq, String segment, long offset, String actor, String id, String value, char kind) {}

    private enum Kind {
        GOOD,
        WRONG_CHECKSUM,
        TORN,
        WILD,
        NO_RECORD,
        NO_JSON,
        TOO_SHORT,
        TOO_LONG
    }

    /** What was written at a place, and whether it can be found behind damage. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(Kind kind, long offset, byte[] bytes, boolean found, Good good) {}

    private final SplittableRandom random;
    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();
    private final Map<String, List<Piece>> pieces = new TreeMap<>();
    private final long base;

    private RandomLog(SplittableRandom random) {
        this.random = random;
        long[] bases = {1, 1, 1, 1L << 53, Long.MAX_VALUE - 30, -500};
        this.base = bases[random.nextInt(bases.length)];
    }

    static RandomLog of(SplittableRandom random) {
        RandomLog log = new RandomLog(random);
        long next = log.base;
        for (int opening = random.nextInt(1, 6); opening > 0; opening--) {
            next = log.open(random.nextInt(4) == 0 ? log.base : next);
        }
        return log;
    }

    /** One run of the predecessor, which begins a file, or goes on with one whose name is taken. */
    private long open(long first) {
        List<Long> numbers = new ArrayList<>();
        long next = first;
        for (int records = random.nextInt(1, 15); records > 0; records--) {
            next += random.nextInt(10) == 0 ? random.nextInt(1, 4) : 0;
            numbers.add(next++);
        }
        for (int swaps = random.nextInt(4); swaps > 0; swaps--) {
            numbers.add(random.nextInt(numbers.size()), numbers.remove(random.nextInt(numbers.size())));
        }
        String segment = String.format("%016x.wal", first);
        for (int i = 0; i < numbers.size(); i++) {
            if (random.nextInt(8) == 0) {
                segment = String.format("%016x.wal", numbers.get(i));
            }
            append(segment, numbers.get(i));
        }
        return next;
    }

    private void append(String segment, long seq) {
        ByteArrayOutputStream file = files.computeIfAbsent(segment, name -> new ByteArrayOutputStream());
        List<Piece> before = pieces.computeIfAbsent(segment, name -> new ArrayList<>());
        Kind kind = Kind.GOOD;
        if (random.nextInt(4) == 0) {
            kind = Kind.values()[random.nextInt(Kind.values().length)];
        }
        Kind last = before.isEmpty() ? Kind.GOOD : before.get(before.size() - 1).kind();
        boolean needsStart = last == Kind.TORN || last == Kind.TOO_LONG; // or what is torn could not be told apart
        if (needsStart && kind != Kind.WRONG_CHECKSUM && kind != Kind.NO_RECORD) {
            kind = Kind.GOOD;
        }
        Piece piece = piece(kind, segment, file.size(), seq);
        before.add(piece);
        file.writeBytes(piece.bytes());
    }

    private Piece piece(Kind kind, String segment, long offset, long seq) {
        String actor = ACTORS[random.nextInt(ACTORS.length)];
        String id = IDS[random.nextInt(IDS.length)];
        String value = VALUES[random.nextInt(VALUES.length)];
        char what = "PPPPDDCK".charAt(random.nextInt(8));
        String operation = switch (what) {
            case 'P' -> "{\"Put\":{\"id\":\"" + id + "\",\"data\":" + value + "}}";
            case 'D' -> "{\"Delete\":{\"id\":\"" + id + "\"}}";
            case 'C' -> "{\"Compact\":{\"before_timestamp\":" + random.nextLong() + "}}";
            default -> "{\"Checkpoint\":{\"base_seq\":" + Long.toUnsignedString(random.nextLong()) + "}}";
        };
        Good good = new Good(seq, segment, offset, actor, meaning(id), value, what);
        byte[] payload = payload(seq, actor, operation);
        int length = payload.length;
        byte[] bytes = switch (kind) {
            case GOOD -> record(payload);
            case WRONG_CHECKSUM -> record(payload(seq, TIME, actor, operation, random.nextInt(1000)));
            case TORN -> java.util.Arrays.copyOf(record(payload), random.nextInt(1, 4 + length));
            case WILD -> record(random.nextLong((16 << 20) + 1, 1L << 31) | 0x80, payload);
            case NO_RECORD -> record(utf8("{\"seq\":" + random.nextInt() + (random.nextBoolean() ? "}" : ",")));
            case NO_JSON -> record(utf8("junk".repeat(random.nextInt(1, 30))));
            case TOO_SHORT -> record(random.nextInt(length), payload);
            case TOO_LONG -> record(length + random.nextInt(1, 300), payload);
        };
        boolean found = bytes.length >= BEGUN && kind != Kind.NO_JSON && begins(bytes);
        return new Piece(kind, offset, bytes, found, good);
    }

    private static boolean begins(byte[] bytes) {
        return ":[, \t\n\r".indexOf(bytes[3]) < 0;
    }

    private static String meaning(String id) {
        return switch (id) {
            case "\\n\\\"" -> "\n\"";
            case "\\u0041" -> "A";
            default -> id;
        };
    }

    void writeTo(Path directory) {
        files.forEach((name, bytes) -> file(directory.resolve("wal"), name, bytes.toByteArray()));
    }

    List<String> segments() {
        return List.copyOf(files.keySet());
    }

    /** The damage: segment, place and reason each. */
    List<String> damage() {
        List<String> damage = new ArrayList<>();
        pieces.forEach((segment, all) -> damage(segment, all, damage));
        return damage;
    }

    private void damage(String segment, List<Piece> all, List<String> damage) {
        boolean onTrack = true;
        for (int i = 0; i < all.size(); i++) {
            Piece piece = all.get(i);
            if (onTrack || piece.found()) {
                boolean last = all.subList(i + 1, all.size()).stream().noneMatch(Piece::found);
                String reason = reason(piece, last, files.get(segment).toByteArray());
                if (reason != null) {
                    damage.add(segment + " " + piece.offset() + " " + reason);
                }
                onTrack = piece.kind() != Kind.TORN && piece.kind() != Kind.WILD && piece.kind() != Kind.TOO_LONG;
            }
        }
    }

    private static String reason(Piece piece, boolean last, byte[] file) {
        String torn = last ? "torn_tail" : "torn_mid_file";
        return switch (piece.kind()) {
            case GOOD -> null;
            case WRONG_CHECKSUM -> "checksum_mismatch";
            case WILD -> "implausible_length";
            case NO_RECORD, NO_JSON, TOO_SHORT -> "unparseable_payload";
            case TOO_LONG -> torn;
            case TORN -> isWild(file, (int) piece.offset()) ? "implausible_length" : torn;
        };
    }

    /** Whether what was torn is less than a length, and with what follows makes a wild one. */
    private static boolean isWild(byte[] file, int at) {
        return file.length - at >= 4
                && (file[at + 3] < 0
                        || file[at + 3] > 1
                        || (file[at + 3] == 1 && (file[at] | file[at + 1] | file[at + 2]) != 0));
    }

    /** The whole records that a reader finds, in the order in which they count. */
    List<Good> records() {
        List<Good> records = new ArrayList<>();
        pieces.forEach((segment, all) ->
                all.stream().filter(piece -> piece.kind() == Kind.GOOD).forEach(piece -> records.add(piece.good())));
        records.sort(
                Comparator.comparing((Good good) -> Long.toHexString(good.seq()).length())
                        .thenComparing(good -> Long.toHexString(good.seq()))
                        .thenComparing(Good::segment)
                        .thenComparing(Good::offset));
        return records;
    }

    /** The ids that are there in the end, with their values, if an actor's records alone are replayed; or everybody's. */
    Map<String, String> state(String actor) {
        Map<String, String> state = new LinkedHashMap<>();
        for (Good good : records()) {
            if (actor == null || good.actor().equals(actor)) {
                if (good.kind() == 'P') {
                    state.put(good.id(), good.value());
                } else if (good.kind() == 'D') {
                    state.remove(good.id());
                }
            }
        }
        return state;
    }
}
