// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.legacy.lines.ChangesText;
import io.duramen.legacy.lines.JsonScanner;
import io.duramen.legacy.lines.JsonScanner.Member;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import io.duramen.legacy.text.BadLineException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, each of the type the format gives it. Nothing of a value's text is changed. */
public final class JsonFields {
    private static final int LONG_DIGITS = 20;

    private final Map<String, Member> members;

    private JsonFields(Map<String, Member> members) {
        this.members = members;
    }

    /**
     * Takes an object apart.
     *
     * @param bytes UTF-8
     * @return its fields
     * @throws BadLineException {@code not_utf8}, {@code not_json} or {@code not_an_object}
     */
    public static JsonFields of(byte[] bytes) throws BadLineException {
        String text = ChangesText.utf8(bytes);
        if (text == null) {
            throw new BadLineException("not_utf8");
        }
        return of(text);
    }

    /**
     * Takes an object apart.
     *
     * @param text the object
     * @return its fields
     * @throws BadLineException {@code not_json} or {@code not_an_object}
     */
    public static JsonFields of(String text) throws BadLineException {
        try {
            Map<String, Member> members = JsonScanner.object(text);
            if (members == null) {
                throw new BadLineException("not_an_object");
            }
            return new JsonFields(members);
        } catch (NotJsonException e) {
            throw new BadLineException("not_json");
        }
    }

    /**
     * Tells whether there is a field.
     *
     * @param name its name
     * @return {@code true} if it is there, be it null
     */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * Requires fields to be there, of whatever type.
     *
     * @param names their names
     * @throws BadLineException {@code missing_field}
     */
    public void require(String... names) throws BadLineException {
        for (String name : names) {
            required(name);
        }
    }

    /**
     * Returns every field with its value as it stands.
     *
     * @return the values by name, in a new map, in the order of the object
     */
    public Map<String, JsonText> all() {
        Map<String, JsonText> all = new LinkedHashMap<>();
        members.forEach((name, member) -> all.put(name, new JsonText(member.raw())));
        return all;
    }

    /**
     * Returns a field of any type.
     *
     * @param name its name
     * @return its value as it stands
     * @throws BadLineException {@code missing_field}
     */
    public JsonText any(String name) throws BadLineException {
        return new JsonText(required(name).raw());
    }

    /**
     * Returns a field that is text.
     *
     * @param name its name
     * @return what the text means
     * @throws BadLineException {@code missing_field} or {@code wrong_type}
     */
    public String string(String name) throws BadLineException {
        return of(name, '"').string();
    }

    /**
     * Returns a field that is text or null.
     *
     * @param name its name
     * @return what the text means, or {@code null}
     * @throws BadLineException {@code missing_field} or {@code wrong_type}
     */
    public @Nullable String stringOrNull(String name) throws BadLineException {
        return required(name).kind() == 'n' ? null : string(name);
    }

    /**
     * Returns a field that is a number.
     *
     * @param name its name
     * @return the number as it stands, one of the three words possibly
     * @throws BadLineException {@code missing_field} or {@code wrong_type}
     */
    public JsonText number(String name) throws BadLineException {
        return new JsonText(of(name, '0').raw());
    }

    /**
     * Returns a field that is a whole number.
     *
     * @param name its name
     * @return the number
     * @throws BadLineException {@code missing_field}, or {@code wrong_type}, which a number of more than 64 bits is too
     */
    public long integer(String name) throws BadLineException {
        String text = of(name, '0').raw();
        try {
            if (text.length() <= LONG_DIGITS) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new BadLineException("wrong_type");
    }

    /**
     * Returns a field that is true or false.
     *
     * @param name its name
     * @param absent what it is if it is not there
     * @return its value
     * @throws BadLineException {@code wrong_type}
     */
    public boolean flag(String name, boolean absent) throws BadLineException {
        return has(name) ? of(name, 't').raw().equals("true") : absent;
    }

    /**
     * Returns a field that is an object.
     *
     * @param name its name
     * @return the object as it stands
     * @throws BadLineException {@code missing_field} or {@code wrong_type}
     */
    public JsonText object(String name) throws BadLineException {
        return new JsonText(of(name, '{').raw());
    }

    private Member of(String name, char kind) throws BadLineException {
        Member member = required(name);
        if (member.kind() != kind) {
            throw new BadLineException("wrong_type");
        }
        return member;
    }

    private Member required(String name) throws BadLineException {
        Member member = members.get(name);
        if (member == null) {
            throw new BadLineException("missing_field");
        }
        return member;
    }
}
