// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes are not what a codec writes. Thrown by codecs; a view puts the entry to it, see {@link UnreadableEntryException}.
 *
 * <p>The bytes may be secret: neither the message nor the details hold anything of them, nor {@link #path}, which may be made of
 * keys.
 */
public final class NotDecodableException extends ViewException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String path;
    private final String expected;
    private final String found;

    /**
     * Creates an exception.
     *
     * @param form what the bytes should be, see {@link ValueCodec#form}
     * @param offset the place of the first byte that is not as expected, -1 if it is not known
     * @param path the place within the value, for instance a JSON pointer; empty if there is none or it is not known
     * @param expected what was expected there, without anything of the bytes
     * @param found what was found there, without anything of the bytes
     */
    public NotDecodableException(String form, long offset, String path, String expected, String found) {
        super(
                "NOT_DECODABLE",
                "not " + form + (offset < 0 ? "" : " at byte " + offset) + ": expected " + expected + ", found "
                        + found,
                facts(form, offset, expected, found),
                "the bytes are as they were; a newer release may have written them: read them with that one",
                null);
        this.offset = offset;
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    private static Map<String, Object> facts(String form, long offset, String expected, String found) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("form", form);
        if (offset >= 0) {
            facts.put("offset", offset);
        }
        facts.put("expected", expected);
        facts.put("found", found);
        return facts;
    }

    /**
     * Returns the place among the bytes.
     *
     * @return the first byte that is not as expected, from 0, or -1 if it is not known
     */
    public long offset() {
        return offset;
    }

    /**
     * Returns the place within the value. It may be secret.
     *
     * @return for instance a JSON pointer (RFC 6901); empty for the whole value, or if the place is not known
     */
    public String path() {
        return path;
    }

    /**
     * Returns what was expected at this place.
     *
     * @return a few words
     */
    public String expected() {
        return expected;
    }

    /**
     * Returns what was found at this place.
     *
     * @return a few words, never the bytes themselves
     */
    public String found() {
        return found;
    }
}
