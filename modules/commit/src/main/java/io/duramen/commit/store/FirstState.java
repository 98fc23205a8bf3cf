// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.UUID;

/** What a store that is being made begins with. */
interface FirstState {

    /**
     * Writes the files of the first checkpoint, if there are any.
     *
     * @param storeId the new store's identity
     * @return the first manifest, not yet written
     */
    Manifest write(UUID storeId);
}
