// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import java.util.stream.Stream;

/** Names subjects; found as a service, so that peers with heavy dependencies are there only if they were built. */
public interface SubjectSource {

    /**
     * Returns the subjects.
     *
     * @return the subjects, in the order of the results
     */
    Stream<Subject> subjects();
}
