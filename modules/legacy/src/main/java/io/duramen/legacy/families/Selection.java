// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import org.jspecify.annotations.Nullable;

/**
 * What of a source is wanted. A family ignores what its format does not know.
 *
 * @param actor only what this actor did, or {@code null} for everybody
 * @param snapshot the id of the snapshot, or the hash of its manifest; {@code null} for the one the format says is newest
 */
public record Selection(@Nullable String actor, @Nullable String snapshot) {

    /** All of it. */
    public static final Selection ALL = new Selection(null, null);
}
