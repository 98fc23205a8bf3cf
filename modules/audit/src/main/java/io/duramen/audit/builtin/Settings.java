// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeSet;

/** Settings by name; a name that nobody asks for is refused, since it was meant to change something. */
final class Settings {
    private final Map<String, String> given;

    Settings(String provider, Map<String, String> given, String... known) {
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        for (String name : known) {
            unknown.remove(name);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    provider + " knows the settings " + String.join(", ", known) + ", found " + unknown);
        }
        this.given = Map.copyOf(given);
    }

    String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    String required(String name) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the setting " + name + " is missing");
        }
        return value;
    }

    int number(String name, int otherwise) {
        String value = given.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the setting " + name + " must be a whole number, is " + value, e);
        }
    }

    Duration duration(String name, Duration otherwise) {
        String value = given.get(name);
        try {
            return value == null ? otherwise : Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "the setting " + name + " must be a duration such as PT10M, is " + value, e);
        }
    }
}
