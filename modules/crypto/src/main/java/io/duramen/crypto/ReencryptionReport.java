// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.List;

/**
 * What a re-encryption did.
 *
 * @param reencrypted how many things were sealed anew: segments, checkpoints, snapshots
 * @param bytes how many bytes that took
 * @param rotation what was done to the keys of the rest, and of the epochs
 */
public record ReencryptionReport(long reencrypted, long bytes, RotationReport rotation) {

    /**
     * Returns what is still sealed under a data key of before: it is damaged, or was put aside.
     *
     * @return the full names of the files
     */
    public List<String> left() {
        return rotation.use().older();
    }

    /**
     * Tells whether no key of before opens anything that is there.
     *
     * @return {@code true} if everything was sealed anew and all older epochs' keys are gone, or can go
     */
    public boolean isComplete() {
        return left().isEmpty() && rotation.isComplete();
    }
}
