// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Every subject that was built in. */
public final class Subjects {

    private Subjects() {}

    /**
     * Returns all subjects, floors first, then references, our log, and peers.
     *
     * @return the subjects
     */
    public static List<Subject> all() {
        List<Subject> found = new ArrayList<>();
        ServiceLoader.load(SubjectSource.class)
                .forEach(source -> source.subjects().forEach(found::add));
        found.sort(Comparator.comparing(Subject::kind));
        return found;
    }

    /**
     * Returns the subject of a name.
     *
     * @param name the name
     * @return the subject
     * @throws UsageException if there is none
     */
    public static Subject named(String name) {
        return all().stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no subject is called " + name + "; see: list"));
    }
}
