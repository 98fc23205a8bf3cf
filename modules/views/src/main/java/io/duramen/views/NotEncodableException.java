// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A codec has no bytes for a key or a value. Nothing was written.
 *
 * <p>The value may be secret: neither the message nor the details hold anything of it, nor {@link #path}, which may be made of
 * keys.
 */
public final class NotEncodableException extends ViewException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String expected;
    private final String found;

    /**
     * Creates an exception.
     *
     * @param form what should have been written, see {@link ValueCodec#form}
     * @param path the place within the value, for instance a JSON pointer; empty if there is none or it is not known
     * @param expected what was expected there, without anything of the value
     * @param found what was found there, without anything of the value
     */
    public NotEncodableException(String form, String path, String expected, String found) {
        super(
                "NOT_ENCODABLE",
                "cannot be written as " + form + ": expected " + expected + ", found " + found
                        + "; nothing was written",
                facts(form, expected, found),
                null,
                null);
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    private static Map<String, Object> facts(String form, String expected, String found) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("form", form);
        facts.put("expected", expected);
        facts.put("found", found);
        return facts;
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
     * @return a few words, never the value itself
     */
    public String found() {
        return found;
    }
}
