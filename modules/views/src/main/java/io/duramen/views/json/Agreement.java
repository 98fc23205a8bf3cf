// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compares what was read with what an object made of it writes: the difference is what the object would lose. */
final class Agreement {
    private final Set<JsonTolerance> tolerated;

    private Agreement(Set<JsonTolerance> tolerated) {
        this.tolerated = tolerated;
    }

    static void require(JsonNode read, JsonNode written, Set<JsonTolerance> tolerated) throws JsonFault {
        new Agreement(tolerated).compare(read, written, "");
    }

    private void compare(JsonNode read, JsonNode written, String path) throws JsonFault {
        if (read.isObject() && written.isObject()) {
            objects(read, written, path);
        } else if (read.isArray() && written.isArray()) {
            arrays(read, written, path);
        } else if (read.isNumber() && written.isNumber()) {
            boolean same = read.decimalValue().compareTo(written.decimalValue()) == 0;
            require(same || tolerates(JsonTolerance.INEXACT_NUMBERS), path, "a number the type keeps", "one it rounds");
        } else {
            require(read.equals(written), path, "what the type keeps", "what it changes");
        }
    }

    private void objects(JsonNode read, JsonNode written, String path) throws JsonFault {
        for (String name : read.propertyNames()) {
            JsonNode kept = written.get(name);
            String place = path + "/" + Pointer.escaped(name);
            if (kept != null) {
                compare(read.get(name), kept, place);
            } else if (read.get(name).isNull()) {
                require(tolerates(JsonTolerance.OTHER_FORMS), place, "no property", "one that is null");
            } else {
                boolean passed = tolerates(JsonTolerance.UNKNOWN_PROPERTIES);
                require(passed, place, "properties the type keeps", "one it does not keep");
            }
        }
        for (String name : written.propertyNames()) {
            boolean there = read.has(name) || tolerates(JsonTolerance.MISSING_PROPERTIES);
            require(there, path + "/" + Pointer.escaped(name), "a property", "none");
        }
    }

    private void arrays(JsonNode read, JsonNode written, String path) throws JsonFault {
        require(read.size() == written.size(), path, "elements the type keeps", "some it does not");
        for (int at = 0; at < read.size(); at++) {
            compare(read.get(at), written.get(at), path + "/" + at);
        }
    }

    private boolean tolerates(JsonTolerance tolerance) {
        return tolerated.contains(tolerance);
    }

    private static void require(boolean holds, String path, String expected, String found) throws JsonFault {
        if (!holds) {
            throw new JsonFault(-1, path, expected, found);
        }
    }
}
