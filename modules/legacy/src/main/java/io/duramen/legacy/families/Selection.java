// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import org.jspecify.annotations.Nullable;

/**
 * What of a source is wanted. A family ignores what its format does not know.
 *
 * @param actor only what this actor did, or {@code null} for everybody
 * @param snapshot the id of the snapshot, or the hash of its manifest; {@code null} for the one the format says is newest
 * @param acceptPartial whether a source that says, or does not deny, that something is missing may be imported all the same
 * @param secret the password of a source that is encrypted
 */
public record Selection(@Nullable String actor, @Nullable String snapshot, boolean acceptPartial, SourceSecret secret) {

    /** All of it. */
    public static final Selection ALL = new Selection(null, null);

    /**
     * What of a source is wanted, which must be whole and is not encrypted.
     *
     * @param actor only what this actor did, or {@code null} for everybody
     * @param snapshot the id of the snapshot, or the hash of its manifest; {@code null} for the one the format says is newest
     */
    public Selection(@Nullable String actor, @Nullable String snapshot) {
        this(actor, snapshot, false, SourceSecret.none());
    }
}
