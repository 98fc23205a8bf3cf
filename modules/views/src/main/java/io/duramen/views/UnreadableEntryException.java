// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The key or the value of an entry is not what the view's codec writes. Nothing was changed and nothing is lost: the bytes are
 * here and in the store.
 *
 * <p>Key and value may be secret: neither the message nor the details hold anything of them, {@link #key} and {@link #value} do.
 */
public final class UnreadableEntryException extends ViewException {
    private static final long serialVersionUID = 1L;

    private final byte[] key;
    private final byte[] value;
    private final long version;

    /**
     * Creates an exception.
     *
     * @param view the view's name, empty for the one of all entries
     * @param part {@code key} or {@code value}
     * @param key the key as the store has it; copied
     * @param value the value as the store has it; copied
     * @param version the LSN of the transaction that last set it
     * @param reason what the codec says
     */
    public UnreadableEntryException(
            String view, String part, byte[] key, byte[] value, long version, NotDecodableException reason) {
        super(
                "UNREADABLE_ENTRY",
                "the " + part + " of an entry " + (view.isEmpty() ? "of the store" : "of the view " + view)
                        + " that was set at LSN " + version + " is " + reason.getMessage(),
                facts(view, part, version, reason),
                "nothing was changed: ViewEntry.valueBytes returns the bytes, and duramen export - DIR writes them as they are;"
                        + " a value of a newer release is read with that one",
                reason);
        this.key = key.clone();
        this.value = value.clone();
        this.version = version;
    }

    private static Map<String, Object> facts(String view, String part, long version, NotDecodableException reason) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("view", view);
        facts.put("part", part);
        facts.put("version", version);
        facts.putAll(reason.details());
        return facts;
    }

    /**
     * Returns the key.
     *
     * @return a copy, as the store has it
     */
    public byte[] key() {
        return key.clone();
    }

    /**
     * Returns the value.
     *
     * @return a copy, as the store has it
     */
    public byte[] value() {
        return value.clone();
    }

    /**
     * Returns the entry's version.
     *
     * @return the LSN of the transaction that last set it
     */
    public long version() {
        return version;
    }

    /**
     * Returns what the codec says: the place, what was expected there and what was found.
     *
     * @return the same as {@link #getCause}
     */
    public NotDecodableException reason() {
        return (NotDecodableException) Objects.requireNonNull(getCause());
    }
}
