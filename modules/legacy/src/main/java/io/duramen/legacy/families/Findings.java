// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.legacy.ImportDamage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was found in a source.
 *
 * @param fields the report, field by field in its order, without {@code case}, {@code system} and {@code format}, which stand
 *     first and are the framework's. A value is {@code null}, a {@link String}, {@link Boolean}, {@link Integer}, {@link Long},
 *     {@link java.math.BigInteger} or {@link Double}, a {@link JsonText}, a {@link Map} of strings to such values, or an {@link
 *     Iterable} of them, which may read the source again each time it is iterated; or a {@link java.util.function.Supplier} of
 *     any of these, asked each time the report is written
 * @param changes what an import does, no key twice; it may read the source again. Not asked for if there is a refusal
 * @param damage every piece of damage by its place, for people; in the order of the source
 * @param refusal why nothing of it may be imported at all, or {@code null}
 * @param strictRefusal why a strict import refuses it, or {@code null}; the same as {@code refusal} if there is one
 */
public record Findings(
        Map<String, @Nullable Object> fields,
        Iterable<Change> changes,
        List<ImportDamage> damage,
        @Nullable Refusal refusal,
        @Nullable Refusal strictRefusal) {

    /**
     * Why an import is refused.
     *
     * @param code the code of the exception, for instance {@code STATE_FILE_MISSING}
     * @param file the file at fault, relative to the source
     * @param expected what it should be, for people, in a few words; {@code null} if what was found says it
     * @param found what is wrong with it, for people, in a few words
     * @param hint what to do next
     */
    public record Refusal(
            String code, String file, @Nullable String expected, String found, String hint) {

        /**
         * Says what is wrong where it need not be said what should be.
         *
         * @param code the code of the exception, for instance {@code STATE_FILE_MISSING}
         * @param file the file at fault, relative to the source
         * @param found what is wrong with it, for people, in a few words
         * @param hint what to do next
         */
        public Refusal(String code, String file, String found, String hint) {
            this(code, file, null, found, hint);
        }
    }
}
