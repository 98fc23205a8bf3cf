// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of an entry, and refuses every form but the one in which it is written. */
final class EntryReader {
    private final byte[] bytes;
    private final ByteBuffer in;

    private EntryReader(byte[] bytes) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What is wrong with bytes that are no entry. */
    static final class NoEntryException extends Exception {
        private static final long serialVersionUID = 1L;

        NoEntryException(String found) {
            super(found);
        }
    }

    /** An entry as it stands there, and whether its digest is that of its bytes. */
    record Read(AuditEntry entry, boolean own) {}

    static Read read(ByteBuffer payload) throws NoEntryException {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try {
            return new EntryReader(bytes).read();
        } catch (BufferUnderflowException e) {
            throw new NoEntryException("an entry that ends too early");
        }
    }

    private Read read() throws NoEntryException {
        int end = bytes.length - EntryLayout.DIGEST_BYTES;
        if (end < EntryLayout.HEADER_BYTES) {
            throw new NoEntryException(bytes.length + " bytes");
        }
        require(in.get(0) == EntryLayout.VERSION, "version", in.get(0));
        require(in.getShort(EntryLayout.FLAGS_OFFSET) == 0, "flags", in.getShort(EntryLayout.FLAGS_OFFSET));
        require(in.getInt(EntryLayout.LENGTH_OFFSET) == bytes.length, "length", in.getInt(EntryLayout.LENGTH_OFFSET));
        AuditOutcome outcome = AuditOutcome.of(in.get(EntryLayout.OUTCOME_OFFSET));
        if (outcome == null) {
            throw new NoEntryException("outcome " + in.get(EntryLayout.OUTCOME_OFFSET));
        }
        long sequence = in.getLong(EntryLayout.SEQUENCE_OFFSET);
        require(sequence > 0, "number", sequence);
        in.limit(end).position(EntryLayout.HEADER_BYTES);
        String type = text(nameLength(in.getShort(EntryLayout.TYPE_LENGTH_OFFSET)));
        String actor = text(nameLength(in.getShort(EntryLayout.ACTOR_LENGTH_OFFSET)));
        Map<String, @Nullable Object> facts = fields(in.getInt(EntryLayout.FACTS_OFFSET), 1);
        require(!in.hasRemaining(), "bytes behind the facts:", in.remaining());
        byte[] digest = Arrays.copyOfRange(bytes, end, bytes.length);
        AuditEntry entry = new AuditEntry(
                sequence,
                Instant.EPOCH.plus(in.getLong(EntryLayout.TIME_OFFSET), ChronoUnit.MICROS),
                type,
                actor,
                outcome,
                facts,
                HexFormat.of().formatHex(bytes, EntryLayout.PREVIOUS_OFFSET, EntryLayout.TYPE_LENGTH_OFFSET),
                HexFormat.of().formatHex(digest));
        return new Read(entry, Arrays.equals(digest, Digests.ofEntry(bytes, end)));
    }

    private Map<String, @Nullable Object> fields(int count, int depth) throws NoEntryException {
        requireCount(count);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = text(nameLength(in.getShort()));
            require(!fields.containsKey(name), "the same name twice:", Escaped.text(name));
            fields.put(name, value(depth));
        }
        return fields;
    }

    private @Nullable Object value(int depth) throws NoEntryException {
        byte kind = in.get();
        require(depth < EntryLayout.MAX_DEPTH || kind < EntryLayout.LIST, "depth", depth);
        return switch (kind) {
            case EntryLayout.NULL -> null;
            case EntryLayout.FALSE -> false;
            case EntryLayout.TRUE -> true;
            case EntryLayout.INTEGER -> in.getLong();
            case EntryLayout.TEXT -> text(in.getInt());
            case EntryLayout.LIST -> list(in.getInt(), depth + 1);
            case EntryLayout.MAP -> Collections.unmodifiableMap(fields(in.getInt(), depth + 1));
            default -> throw new NoEntryException("a value of kind " + kind);
        };
    }

    private List<@Nullable Object> list(int count, int depth) throws NoEntryException {
        requireCount(count);
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(value(depth));
        }
        return Collections.unmodifiableList(items);
    }

    private static int nameLength(short stored) throws NoEntryException {
        int length = Short.toUnsignedInt(stored);
        require(length <= EntryLayout.MAX_NAME_BYTES, "a name of so many bytes:", length);
        return length;
    }

    /** Each item has at least a byte, so that a count never asks for more memory than the entry has bytes. */
    private void requireCount(int count) throws NoEntryException {
        require(count >= 0 && count <= in.remaining(), "a count of", count);
    }

    private String text(int length) throws NoEntryException {
        require(length >= 0 && length <= in.remaining(), "a text of so many bytes:", length);
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(part)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NoEntryException("text that is not UTF-8");
        }
    }

    private static void require(boolean holds, String what, Object found) throws NoEntryException {
        if (!holds) {
            throw new NoEntryException(what + " " + found);
        }
    }
}
