// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

/**
 * What an import into a store did. All of it is durable.
 *
 * @param put how many keys were given a value
 * @param deleted how many keys were deleted
 * @param unchanged how many keys were as they should be already
 */
public record StoreImportReport(long put, long deleted, long unchanged) {

    /**
     * Tells whether the store held everything already, so that there is nothing left to catch up with.
     *
     * @return {@code true} if nothing was written
     */
    public boolean isNothingNew() {
        return put == 0 && deleted == 0;
    }
}
