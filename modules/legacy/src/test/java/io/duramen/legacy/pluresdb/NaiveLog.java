// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A second reader, as plain as can be: whole files, regular expressions, Jackson, and a checksum bit by bit. */
final class NaiveLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern BEGUN = Pattern.compile("(?s)(?=.{3}[^:\\[, \\t\\n\\r]\\{\"seq\":)");
    private static final Pattern PARTS =
            Pattern.compile("(?s).*?\"actor\":\".*?\",\"operation\":(\\{.*\\}),\"checksum\":\\d+\\}");

    private final List<String> damage = new ArrayList<>();
    private final TreeSet<String> valid = new TreeSet<>();

    static NaiveLog read(Path directory) throws IOException {
        NaiveLog log = new NaiveLog();
        try (Stream<Path> files = Files.list(directory.resolve("wal"))) {
            for (Path file : files.sorted().toList()) {
                log.read(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return log;
    }

    private void read(String segment, byte[] file) {
        List<Integer> begun = new ArrayList<>();
        Matcher matcher = BEGUN.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            begun.add(matcher.start());
        }
        int at = 0;
        while (at < file.length) {
            int here = at;
            int next = begun.stream().filter(place -> place > here).findFirst().orElse(file.length);
            long end = file.length - at < 4 ? Long.MAX_VALUE : at + 4 + length(file, at);
            String reason = null;
            if (file.length - at >= 4 && end - at - 4 > 16 << 20) {
                reason = "implausible_length";
                at = next;
            } else if (end > file.length) {
                reason = next < file.length && file.length - at >= 4 ? "torn_mid_file" : "torn_tail";
                at = file.length - at < 4 ? file.length : next;
            } else {
                byte[] payload = Arrays.copyOfRange(file, at + 4, (int) end);
                JsonNode record = record(payload);
                if (record != null) {
                    boolean fits = fits(record, payload);
                    reason = fits ? null : "checksum_mismatch";
                    if (fits) {
                        valid.add(segment + " " + at + " " + record.get("seq").asString());
                    }
                    at = (int) end;
                } else if (next < end) {
                    reason = "torn_mid_file";
                    at = next;
                } else if (isZero(file, at, file.length)) {
                    reason = "torn_tail";
                    at = file.length;
                } else {
                    reason = "unparseable_payload";
                    at = behind(file, at, (int) end, next);
                }
            }
            if (reason != null) {
                damage.add(segment + " " + here + " " + reason);
            }
        }
    }

    private static long length(byte[] file, int at) {
        return ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(at) & 0xFFFF_FFFFL;
    }

    private static boolean isZero(byte[] file, int from, int to) {
        return Arrays.equals(Arrays.copyOfRange(file, from, to), new byte[to - from]);
    }

    /** Behind an object that is longer than its length says; behind zeros; or where the length says. */
    private static int behind(byte[] file, int at, int end, int next) {
        String text = new String(file, at + 4, next - at - 4, StandardCharsets.ISO_8859_1);
        if (text.startsWith("{\"seq\":")) {
            for (int length = text.length(); length > end - at - 4; length--) {
                if (text.charAt(length - 1) == '}' && node(Arrays.copyOfRange(file, at + 4, at + 4 + length)) != null) {
                    return at + 4 + length;
                }
            }
        }
        if (end > at + 4) {
            return end;
        }
        int nonZero = end;
        while (nonZero < file.length && file[nonZero] == 0) {
            nonZero++;
        }
        return next < nonZero + 4 ? next : nonZero - (nonZero - end) % 4;
    }

    private static JsonNode record(byte[] payload) {
        if (payload.length == 0 || payload[0] != '{' || payload[payload.length - 1] != '}') {
            return null;
        }
        JsonNode record = node(payload);
        boolean fields = record != null
                && isNumber(record.get("seq"), "\\d+", "18446744073709551615")
                && isNumber(record.get("timestamp"), "-?\\d+", null)
                && record.has("actor")
                && record.get("actor").isString()
                && isNumber(record.get("checksum"), "\\d+", "4294967295");
        return fields && isOperation(record.get("operation")) ? record : null;
    }

    private static boolean isNumber(JsonNode number, String pattern, String most) {
        return number != null
                && number.isIntegralNumber()
                && number.asString().matches(pattern)
                && (most == null
                        ? number.canConvertToLong()
                        : number.bigIntegerValue().compareTo(new java.math.BigInteger(most)) <= 0);
    }

    private static boolean isOperation(JsonNode operation) {
        if (operation == null || operation.size() != 1 || !operation.isObject()) {
            return false;
        }
        String name = operation.propertyNames().iterator().next();
        JsonNode fields = operation.get(name);
        boolean hasId =
                fields.isObject() && fields.has("id") && fields.get("id").isString();
        return switch (name) {
            case "Put" -> hasId && fields.has("data");
            case "Delete" -> hasId;
            case "Compact" -> fields.isObject() && isNumber(fields.get("before_timestamp"), "-?\\d+", null);
            case "Checkpoint" -> fields.isObject() && isNumber(fields.get("base_seq"), "\\d+", "18446744073709551615");
            default -> false;
        };
    }

    private static JsonNode node(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            if (text.replaceAll("(?i)\\\\ud[89ab]..\\\\ud[c-f]", "").matches("(?is).*\\\\ud[89a-f].*")) {
                return null; // half of a surrogate pair
            }
            try (JsonParser parser = JSON.createParser(text)) {
                JsonNode node = JSON.readTree(parser);
                return node.isObject() && parser.nextToken() == null && !repeats(text) ? node : null;
            }
        } catch (CharacterCodingException | JacksonException e) {
            return null;
        }
    }

    /** Whether a field of the record, of its operation or of what the operation does is there twice. */
    private static boolean repeats(String text) {
        List<Set<String>> open = new ArrayList<>();
        List<String> path = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    open.add(new HashSet<>());
                    path.add("");
                } else if (token.isStructEnd()) {
                    open.remove(open.size() - 1);
                    path.remove(path.size() - 1);
                } else if (token == JsonToken.PROPERTY_NAME) {
                    int depth = path.size();
                    path.set(depth - 1, parser.currentName());
                    boolean ofARecord = depth == 1 || (depth <= 3 && path.get(0).equals("operation"));
                    if (!open.get(depth - 1).add(parser.currentName()) && ofARecord) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean fits(JsonNode record, byte[] payload) {
        Matcher parts = PARTS.matcher(new String(payload, StandardCharsets.UTF_8));
        return parts.matches()
                && record.get("checksum").asLong()
                        == SlowCrc.of(
                                record.get("seq").bigIntegerValue().longValue(),
                                record.get("timestamp").asLong(),
                                record.get("actor").asString(),
                                parts.group(1));
    }

    List<String> damage() {
        return damage;
    }

    Set<String> valid() {
        return valid;
    }
}
