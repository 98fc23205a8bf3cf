// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.LineLayout.*;

import io.duramen.legacy.lines.JsonScanner.Member;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import io.duramen.legacy.lines.Line.Extras;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads one line. */
final class LineParser {
    private static final byte[] NONE = {};
    private static final String HEX = "0123456789abcdef";

    private final Map<String, Member> members;
    private final boolean checked;

    private LineParser(Map<String, Member> members, boolean checked) {
        this.members = members;
        this.checked = checked;
    }

    static Line parse(RawLines lines) throws BadLineException {
        return parse(lines.wholeLine());
    }

    static Line parse(byte[] line) throws BadLineException {
        String text = ChangesText.utf8(line);
        if (text == null) {
            throw new BadLineException("not_utf8", "bytes that are not UTF-8");
        }
        Map<String, Member> members;
        try {
            members = JsonScanner.object(text);
        } catch (NotJsonException e) {
            throw new BadLineException("not_json", "no JSON: " + e.getMessage());
        }
        if (members == null) {
            throw new BadLineException("not_an_object", "a JSON value that is no object");
        }
        boolean checked = members.containsKey(LSN) || members.containsKey(CRC);
        if (checked) {
            requireChecksum(line);
        }
        return new LineParser(members, checked).line();
    }

    /** The checksum covers the line without its own member, which ends it. */
    private static void requireChecksum(byte[] line) throws BadLineException {
        int covered = line.length - CRC_BYTES;
        if (covered < 0) {
            throw new BadLineException("checksum_mismatch", "a line without a checksum at its end");
        }
        if (!endsWithChecksum(line, 0)) {
            String expected = CRC_BEGIN + checksum(line, 0, covered) + CRC_END;
            throw new BadLineException("checksum_mismatch", "a line that should end with" + expected.substring(1));
        }
    }

    /** Whether what stands in a line from some byte on ends with its own checksum. Makes no copy of anything. */
    static boolean endsWithChecksum(byte[] line, int from) {
        int at = line.length - CRC_BYTES;
        int digits = at + CRC_BEGIN.length();
        if (at < from || !stands(CRC_BEGIN, line, at) || !stands(CRC_END, line, digits + CRC_DIGITS)) {
            return false;
        }
        int value = crc(line, from, at - from);
        for (int i = 0; i < CRC_DIGITS; i++) {
            if (line[digits + i] != HEX.charAt((value >>> (4 * (CRC_DIGITS - 1 - i))) & 15)) {
                return false;
            }
        }
        return true;
    }

    private static boolean stands(String ascii, byte[] line, int at) {
        for (int i = 0; i < ascii.length(); i++) {
            if (line[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The eight digits for a line of these bytes and a closing brace. */
    static String checksum(byte[] line, int offset, int length) {
        return HexFormat.of().toHexDigits(crc(line, offset, length));
    }

    private static int crc(byte[] line, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(line, offset, length);
        crc.update('}');
        return (int) crc.getValue();
    }

    private Line line() throws BadLineException {
        Member op = members.get(OP);
        if (op != null && !op.isString()) {
            throw wrong(OP);
        }
        boolean oldStyle = op == null;
        RecordType type = op == null ? RecordType.PREPARE : Ops.type(op.string());
        if (type == null || (!checked && !type.equals(RecordType.PREPARE) && !type.equals(RecordType.COMMIT))) {
            throw new BadLineException("unknown_op", "an unknown op " + (op == null ? "" : op.raw()));
        }
        boolean mustChange = oldStyle || (!checked && type.equals(RecordType.PREPARE));
        boolean committed = oldStyle && committed();
        String transactionId = required(TX_ID, '"').string();
        ChangesText changes = mustChange || checked ? changes(mustChange) : null;
        String timestamp = timestamp();
        Mark mark = checked ? mark() : null;
        return new Line(
                oldStyle,
                committed ? RecordType.COMMIT : type,
                transactionId,
                changes,
                ByteBuffer.wrap(payload(changes)),
                timestamp,
                committed,
                checked ? extras() : Extras.NONE,
                checked ? number(LSN, mark == null ? 1 : 0) : 0,
                checked ? durable() : 0,
                checked && members.containsKey(MORE) ? number(MORE, 1) : 0,
                mark);
    }

    private boolean committed() throws BadLineException {
        Member committed = members.get(COMMITTED);
        if (committed != null && committed.kind() != 't') {
            throw wrong(COMMITTED);
        }
        return committed != null && committed.raw().equals("true");
    }

    private @Nullable ChangesText changes(boolean required) throws BadLineException {
        Member values = required ? required(CHANGES, '{') : members.get(CHANGES);
        if (values == null) {
            return null;
        }
        if (values.kind() != '{') {
            throw wrong(CHANGES);
        }
        Member deleted = checked ? members.get(DELETED) : null;
        if (deleted != null && JsonScanner.strings(deleted.raw()) == null) {
            throw wrong(DELETED);
        }
        return new ChangesText(values.raw(), deleted == null ? null : deleted.raw());
    }

    private @Nullable String timestamp() throws BadLineException {
        Member timestamp = members.get(TIMESTAMP);
        if (checked && timestamp != null && timestamp.kind() == 'n') {
            return null;
        }
        return required(TIMESTAMP, '0').raw();
    }

    private @Nullable Mark mark() throws BadLineException {
        Member raw = members.get(MARK);
        Mark mark = raw == null ? null : Mark.parse(raw.raw());
        if (raw != null && mark == null) {
            throw wrong(MARK);
        }
        return mark;
    }

    private Extras extras() throws BadLineException {
        Member key = members.get(KEY);
        return new Extras(
                string(ACTOR),
                string(OPERATION),
                key == null ? null : ByteBuffer.wrap(key(key)),
                members.containsKey(INCARNATION) ? number(INCARNATION, Long.MIN_VALUE) : 0);
    }

    private byte[] payload(@Nullable ChangesText changes) throws BadLineException {
        if (changes != null) {
            return changes.payload();
        }
        return checked ? bytes(members.get(BASE64), BASE64) : NONE;
    }

    private static byte[] key(Member key) throws BadLineException {
        return key.isString() ? Wtf8.encode(key.string()) : bytes(base64In(key), KEY);
    }

    private long durable() throws BadLineException {
        return members.containsKey(DURABLE) ? number(DURABLE, 0) : number(LSN, 0) - (members.containsKey(MARK) ? 0 : 1);
    }

    private static @Nullable Member base64In(Member object) throws BadLineException {
        try {
            Map<String, Member> inner = object.kind() == '{' ? JsonScanner.object(object.raw()) : null;
            Member bytes = inner == null ? null : inner.get(BASE64);
            if (bytes == null) {
                throw wrong(KEY);
            }
            return bytes;
        } catch (NotJsonException e) {
            throw wrong(KEY);
        }
    }

    private static byte[] bytes(@Nullable Member base64, String field) throws BadLineException {
        if (base64 == null) {
            return NONE;
        }
        if (!base64.isString()) {
            throw wrong(field);
        }
        try {
            return Base64.getDecoder().decode(base64.string());
        } catch (IllegalArgumentException e) {
            throw wrong(field);
        }
    }

    private @Nullable String string(String field) throws BadLineException {
        Member member = members.get(field);
        if (member != null && !member.isString()) {
            throw wrong(field);
        }
        return member == null ? null : member.string();
    }

    private long number(String field, long least) throws BadLineException {
        try {
            long number = Long.parseLong(required(field, '0').raw());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(field);
    }

    private Member required(String field, char kind) throws BadLineException {
        Member member = members.get(field);
        if (member == null) {
            throw new BadLineException("missing_field", "no field " + field);
        }
        if (member.kind() != kind) {
            throw wrong(field);
        }
        return member;
    }

    private static BadLineException wrong(String field) {
        return new BadLineException("wrong_type", "a field " + field + " of another type");
    }
}
