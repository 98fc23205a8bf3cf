// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.duramen.views.NotDecodableException;
import io.duramen.views.NotEncodableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Records and classes: what is read is all that was written, or it is refused. */
class RecordsTest {
    /** Of everything something. */
    public record Order(
            long id,
            String customer,
            BigDecimal total,
            List<Line> lines,
            Map<String, Integer> counts,
            Set<String> tags,
            @Nullable String note,
            Status status) {}

    /** A part. */
    public record Line(String item, int count, double weight) {}

    /** A choice. */
    public enum Status {
        /** One. */
        OPEN,
        /** The other. */
        PAID
    }

    private static final JsonCodec<Order> ORDERS = JsonCodec.of(Order.class);
    private static final JsonCodec<Line> LINES = JsonCodec.of(Line.class);

    private static final Order ORDER = new Order(
            17,
            "Gr\u00FCn & S\u00F6hne",
            new BigDecimal("12345678901234567890.123456789"),
            List.of(new Line("oak", 2, 0.1)),
            Map.of("z", 1, "a", 2),
            Set.of("wood", "dry", "big"),
            null,
            Status.PAID);

    @Test
    void aRecordIsWrittenInOneForm() {
        assertEquals(
                "{\"counts\":{\"a\":2,\"z\":1},\"customer\":\"Gr\u00FCn & S\u00F6hne\",\"id\":17,"
                        + "\"lines\":[{\"count\":2,\"item\":\"oak\",\"weight\":0.1}],\"status\":\"PAID\","
                        + "\"tags\":[\"big\",\"dry\",\"wood\"],\"total\":12345678901234567890.123456789}",
                new String(ORDERS.encode(ORDER), UTF_8));
        assertEquals(ORDER, ORDERS.decode(ORDERS.encode(ORDER)));
    }

    @Test
    void equalSetsHaveEqualBytes() {
        JsonCodec<Set<String>> sets = JsonCodec.of(new TypeReference<Set<String>>() {});
        List<String> elements = new ArrayList<>(List.of("b", "a", "c", "Aa", "BB"));
        byte[] expected = sets.encode(new LinkedHashSet<>(elements));
        Collections.reverse(elements);
        assertArrayEquals(expected, sets.encode(new LinkedHashSet<>(elements)));
        assertThrows(NotDecodableException.class, () -> sets.decode("[\"b\",\"a\"]".getBytes(UTF_8)));
        assertThrows(NotDecodableException.class, () -> sets.decode("[\"a\",\"a\"]".getBytes(UTF_8)));
        JsonCodec<Set<Line>> unordered = JsonCodec.of(new TypeReference<Set<Line>>() {});
        assertThrows(
                NotEncodableException.class, () -> unordered.encode(Set.of(new Line("a", 1, 1), new Line("b", 1, 1))));
    }

    @Test
    void aPropertyTheTypeDoesNotHaveIsRefusedUnlessTolerated() {
        String newer = "{\"count\":1,\"item\":\"oak\",\"lot\":\"x\",\"weight\":1}";
        assertEquals("/lot", refused(LINES, newer).path());
        assertEquals(
                new Line("oak", 1, 1),
                LINES.tolerating(JsonTolerance.UNKNOWN_PROPERTIES).decode(newer.getBytes(UTF_8)));
    }

    /** A property that is read and not kept. */
    public record Forgetful(
            String name,

            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
            String lost) {}

    /** A property that is neither. */
    public record Ignoring(
            String name, @JsonIgnore @Nullable String lost) {}

    @Test
    void whatATypeReadsAndDoesNotWriteIsRefusedBothWays() {
        JsonCodec<Forgetful> codec = JsonCodec.of(Forgetful.class);
        assertEquals("/lost", refused(codec, "{\"lost\":\"a\",\"name\":\"b\"}").path());
        refused(JsonCodec.of(Ignoring.class), "{\"lost\":\"a\",\"name\":\"b\"}");
    }

    @Test
    void whatMayBeNullMayBeMissingAndOnlyThat() {
        String older = new String(ORDERS.encode(ORDER), UTF_8);
        assertNull(ORDERS.decode(older.getBytes(UTF_8)).note());
        String withoutWeight = "{\"count\":1,\"item\":\"oak\"}";
        NotDecodableException refused = refused(LINES, withoutWeight);
        assertEquals("/weight", refused.path());
        assertEquals(
                new Line("oak", 1, 0),
                LINES.tolerating(JsonTolerance.MISSING_PROPERTIES).decode(withoutWeight.getBytes(UTF_8)));
        String spelledOut = "{\"count\":1,\"item\":null,\"weight\":1}";
        assertEquals("/item", refused(LINES, spelledOut).path());
        assertNull(LINES.tolerating(JsonTolerance.OTHER_FORMS)
                .decode(spelledOut.getBytes(UTF_8))
                .item());
    }

    @Test
    void aNumberTheTypeHasNoRoomForIsRefusedUnlessTolerated() {
        String precise = "{\"count\":1,\"item\":\"oak\",\"weight\":0.1234567890123456789}";
        assertEquals("/weight", refused(LINES, precise).path());
        assertEquals(
                0.12345678901234568,
                LINES.tolerating(JsonTolerance.INEXACT_NUMBERS)
                        .decode(precise.getBytes(UTF_8))
                        .weight());
        for (String count : List.of("1.5", "2147483648", "1e+21", "\"1\"", "true", "null", "[1]", "1e-7")) {
            String text = "{\"count\":" + count + ",\"item\":\"oak\",\"weight\":1}";
            refused(LINES, text);
            refused(LINES.tolerating(JsonTolerance.INEXACT_NUMBERS), text);
        }
        refused(LINES, "{\"count\":1,\"item\":\"oak\",\"weight\":1e+999}");
        refused(LINES, "{\"count\":1,\"item\":5,\"weight\":1}");
        refused(ORDERS, new String(ORDERS.encode(ORDER), UTF_8).replace("\"PAID\"", "1"));
        refused(ORDERS, new String(ORDERS.encode(ORDER), UTF_8).replace("\"PAID\"", "\"LOST\""));
    }

    @Test
    void wholeNumbersOfAnyLengthComeBack() {
        JsonCodec<BigInteger> codec = JsonCodec.of(BigInteger.class);
        BigInteger large = BigInteger.ONE.shiftLeft(3000).subtract(BigInteger.ONE);
        assertEquals(large, codec.decode(codec.encode(large)));
        assertEquals(BigInteger.TEN.pow(30), codec.decode(codec.encode(BigInteger.TEN.pow(30))));
    }

    @Test
    void numbersOfNoTypeAreKeptExactly() {
        JsonCodec<Map<String, Object>> codec = JsonCodec.of(new TypeReference<Map<String, Object>>() {});
        BigDecimal precise = new BigDecimal("0.12345678901234567890123");
        Map<String, Object> read = codec.decode(codec.encode(Map.of("n", precise)));
        assertEquals(precise, read.get("n"));
    }

    /** Times and what may be there. */
    public record Times(Instant at, OffsetDateTime there, Duration took, Optional<String> who) {}

    @Test
    void timesKeepTheirZone() {
        JsonCodec<Times> codec = JsonCodec.of(Times.class);
        Times times = new Times(
                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                OffsetDateTime.parse("2026-01-02T03:04:05+05:30"),
                Duration.ofNanos(1),
                Optional.of("me"));
        assertEquals(times, codec.decode(codec.encode(times)));
    }

    /** A class as it was before records. */
    public static final class Point {
        /** One. */
        public int x;
        /** Other. */
        public int y;
    }

    @Test
    void classesAreWrittenToo() {
        JsonCodec<Point> codec = JsonCodec.of(Point.class);
        Point point = new Point();
        point.x = 3;
        assertEquals("{\"x\":3,\"y\":0}", new String(codec.encode(point), UTF_8));
        assertEquals(3, codec.decode(codec.encode(point)).x);
    }

    /** What can be written and not be read. */
    public interface Unreadable {
        /** Something. */
        String name();
    }

    /** A loop. */
    public static final class Loop {
        /** Itself. */
        public Loop self = this;
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        Unreadable value = () -> "x";
        assertThrows(
                NotEncodableException.class,
                () -> JsonCodec.of(Unreadable.class).encode(value));
        assertThrows(NotEncodableException.class, () -> JsonCodec.of(Loop.class).encode(new Loop()));
        assertThrows(NotEncodableException.class, () -> LINES.encode(new Line("a", 1, Double.NaN)));
        NotEncodableException nan = assertThrows(
                NotEncodableException.class,
                () -> ORDERS.encode(new Order(
                        1,
                        "",
                        BigDecimal.ONE,
                        List.of(new Line("a", 1, Double.NaN)),
                        Map.of(),
                        Set.of(),
                        "",
                        Status.OPEN)));
        assertEquals("/lines/0/weight", nan.path());
    }

    @Test
    void nothingIsNoValue() {
        refused(LINES, "null");
    }

    private static NotDecodableException refused(JsonCodec<?> codec, String text) {
        return assertThrows(NotDecodableException.class, () -> codec.decode(text.getBytes(UTF_8)), text);
    }
}
