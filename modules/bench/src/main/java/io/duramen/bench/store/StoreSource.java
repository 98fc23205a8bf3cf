// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

import java.util.stream.Stream;

/** Names stores; found as a service, so that peers with heavy dependencies are there only if they were built. */
public interface StoreSource {

    /**
     * Returns the stores.
     *
     * @return the stores, in the order of the results
     */
    Stream<StoreSubject> stores();
}
