// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.Written.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.pluresdb.Operation.Put;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRecordTest {
    private static final String DELETE = "{\"Delete\":{\"id\":\"x\"}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e10",
                "10000000000.0",
                "0.1000",
                "-0.0",
                "1E+2",
                "123456789012345678901234567890",
                "{\"z\":1,\"a\":{\"b\":[]},\"aa\":null}",
                "\"\\u00e9\\/\"",
                "\"\u00e9\ud83d\ude00\"",
                "[ 1 ,\t2 ]"
            })
    @Tag("S3.04")
    @Tag("S3.46")
    void aChecksumCoversTheOperationAsItStandsAndNotWhatItMeans(String data) {
        String operation = "{\"Put\":{\"id\":\"x\",\"data\":" + data + "}}";
        SegmentRecord record = SegmentRecord.parse(payload(7, "a", operation));
        assertNotNull(record);
        assertTrue(record.checks());
        assertEquals(data, assertInstanceOf(Put.class, record.operation()).data());
        SegmentRecord respaced = SegmentRecord.parse(utf8(
                new String(payload(7, "a", operation), StandardCharsets.UTF_8).replace("\"data\":", "\"data\": ")));
        assertNotNull(respaced);
        assertFalse(respaced.checks());
    }

    @Test
    void numbersReachToTheEndsOfTheirTypes() {
        long checksum = SlowCrc.of(-1, Long.MIN_VALUE, "", DELETE);
        SegmentRecord record = SegmentRecord.parse(payload(-1, Long.MIN_VALUE, "", DELETE, checksum));
        assertNotNull(record);
        assertTrue(record.checks());
        assertEquals("18446744073709551615", String.valueOf(record.shown().get("seq")));
    }

    @Test
    void everyOperationIsKnownByItsName() {
        assertEquals(new Operation.Delete("x"), Operation.parse(DELETE));
        assertEquals(new Operation.Compact(-5), Operation.parse("{\"Compact\":{\"before_timestamp\":-5}}"));
        assertEquals(
                new Operation.Checkpoint(-1), Operation.parse("{\"Checkpoint\":{\"base_seq\":18446744073709551615}}"));
        assertEquals(new Put("", "null"), Operation.parse("{\"Put\":{\"data\":null,\"id\":\"\",\"more\":1}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"Put\"",
                "{\"Put\":{}}",
                "{\"Put\":{\"id\":\"x\"}}",
                "{\"Put\":{\"id\":1,\"data\":1}}",
                "{\"Put\":[\"x\",1]}",
                "{\"Move\":{\"id\":\"x\"}}",
                "{\"Delete\":{\"id\":\"x\"},\"Put\":{\"id\":\"x\",\"data\":1}}",
                "{\"Delete\":{\"id\":\"x\",\"id\":\"y\"}}",
                "{\"Delete\":{\"id\":\"\\ud800\"}}",
                "{\"Put\":{\"id\":\"x\",\"data\":NaN}}",
                "{\"Put\":{\"id\":\"x\",\"data\":[-Infinity]}}",
                "{\"Compact\":{\"before_timestamp\":1.0}}",
                "{\"Compact\":{\"before_timestamp\":9223372036854775808}}",
                "{\"Checkpoint\":{\"base_seq\":-1}}",
                "{\"Checkpoint\":{\"base_seq\":18446744073709551616}}"
            })
    void whatPluresDbDoesNotTakeForAnOperationIsNone(String operation) {
        assertNull(SegmentRecord.parse(payload(1, "a", operation)));
    }

    @Test
    void whatIsNoRecordIsNone() {
        String whole = new String(payload(1, "a", DELETE), StandardCharsets.UTF_8);
        for (String text : List.of(
                "",
                "{",
                "not json",
                "{}",
                whole + " ",
                " " + whole,
                whole + whole,
                whole.replace("\"seq\":1", "\"seq\":-1"),
                whole.replace("\"seq\":1", "\"seq\":1.0"),
                whole.replace("\"seq\":1", "\"seq\":\"1\""),
                whole.replace("\"seq\":1,", "\"seq\":1,\"seq\":1,"),
                whole.replace("\"actor\":\"a\"", "\"actor\":null"),
                whole.replace("\"actor\":\"a\"", "\"actor\":\"\\udc00\""),
                whole.replace("\"actor\"", "\"author\""),
                whole.replaceAll("\"checksum\":\\d+", "\"checksum\":4294967296"),
                whole.replaceAll("\"checksum\":\\d+", "\"checksum\":-0"))) {
            assertNull(SegmentRecord.parse(utf8(text)), text);
        }
        byte[] overlong = utf8(whole);
        overlong[whole.indexOf("\"a\"") + 1] = (byte) 0xC0;
        assertNull(SegmentRecord.parse(overlong));
    }

    @Test
    void whatAReleaseMayAddIsPassedOver() {
        String whole = new String(payload(1, "a", DELETE), StandardCharsets.UTF_8);
        SegmentRecord record =
                SegmentRecord.parse(utf8(whole.replace("\"seq\":1,", "\"seq\":1,\"node\":{\"seq\":9},")));
        assertNotNull(record);
        assertTrue(record.checks());
    }
}
