// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import io.duramen.bench.Kind;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.StoreSubject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A store as the reports name it.
 *
 * @param name its short name
 * @param title its title
 * @param kind what it is
 * @param version the version of the library, or empty
 * @param guarantees an answer for every guarantee
 */
public record StoreEntry(String name, String title, Kind kind, String version, List<GuaranteeEntry> guarantees) {

    /**
     * Describes a store.
     *
     * @param store the store
     * @return the entry
     */
    public static StoreEntry of(StoreSubject store) {
        return new StoreEntry(
                store.name(),
                store.title(),
                store.kind(),
                store.version(),
                Arrays.stream(Guarantee.values())
                        .map(guarantee -> new GuaranteeEntry(
                                guarantee,
                                Objects.requireNonNull(store.guarantees().get(guarantee))))
                        .toList());
    }

    /** The same as a log's reports name it. */
    SubjectEntry subject() {
        return new SubjectEntry(name, title, kind, version, true, true);
    }
}
