// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import io.duramen.bench.Kind;
import io.duramen.bench.Subject;

/**
 * A subject as the reports name it.
 *
 * @param name its short name
 * @param title its title
 * @param kind what it is
 * @param version the version of the library, or empty
 * @param syncs whether a durable append is meant to sync
 * @param verifies whether it verifies a checksum of every record it reads
 */
public record SubjectEntry(String name, String title, Kind kind, String version, boolean syncs, boolean verifies) {

    /**
     * Describes a subject.
     *
     * @param subject the subject
     * @return the entry
     */
    public static SubjectEntry of(Subject subject) {
        return new SubjectEntry(
                subject.name(),
                subject.title(),
                subject.kind(),
                subject.version(),
                subject.syncs(),
                subject.verifies());
    }
}
