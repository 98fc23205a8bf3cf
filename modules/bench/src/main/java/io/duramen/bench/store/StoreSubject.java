// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

import io.duramen.bench.Contender;
import java.nio.file.Path;
import java.util.Map;

/** A store of keys and values that is measured, set up for its best at durable commits. */
public interface StoreSubject extends Contender {

    /**
     * Tells which guarantees it gives as it is set up here.
     *
     * @return an answer for every guarantee
     */
    Map<Guarantee, Answer> guarantees();

    /**
     * Opens the store, making it if the directory is empty.
     *
     * @param directory an existing directory
     * @param durable whether a commit must be durable when it returns; if not, {@link SubjectStore#drain} makes it so
     * @return the open store
     * @throws Exception if the library does
     */
    SubjectStore open(Path directory, boolean durable) throws Exception;
}
