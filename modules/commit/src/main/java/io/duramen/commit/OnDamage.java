// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/** What {@link StateStore#open} does with a store that cannot be restored exactly. */
public enum OnDamage {
    /** The default: it throws, and changes nothing. {@link StateStore#openReadOnly} still reads what can be verified. */
    REFUSE,
    /**
     * It gives the store in {@linkplain SafeMode safe mode}: reads and proofs work at the last version that can be verified
     * and say so, everything that writes throws {@link SafeModeException}, and nothing on disk is changed. Where not even one
     * transaction can be verified it throws all the same: an empty state never takes the place of a damaged one.
     */
    SAFE_MODE
}
