// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.KeyringFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a keyring was opened.
 *
 * @param generation the generation that was opened
 * @param permissionsChecked whether owner and permission bits of the files could be checked; {@code false} where the file
 *     system has none, and on storages that are no directory of this machine
 * @param copies the two copies, the primary first
 */
public record OpenReport(long generation, boolean permissionsChecked, List<Copy> copies) {

    /** Copies the list. */
    public OpenReport {
        copies = List.copyOf(copies);
    }

    /**
     * Tells whether both copies were as they should be.
     *
     * @return {@code true} if nothing had to be repaired
     */
    public boolean isClean() {
        return copies.stream().allMatch(copy -> copy.state() == State.CURRENT);
    }

    static OpenReport allCurrent(long generation, boolean permissionsChecked, KeyringFiles files) {
        return new OpenReport(
                generation,
                permissionsChecked,
                List.of(
                        new Copy(files.describe(KeyringFiles.PRIMARY), State.CURRENT, null, false),
                        new Copy(files.describe(KeyringFiles.BACKUP), State.CURRENT, null, false)));
    }

    /** How a copy was found. */
    public enum State {
        /** It holds the generation that was opened. */
        CURRENT,
        /** It holds an earlier generation: a change was interrupted. */
        STALE,
        /** It is not there. */
        MISSING,
        /** It was damaged or altered; what it held is kept in {@code keyring.damaged}. */
        DAMAGED
    }

    /**
     * One copy.
     *
     * @param file its full name
     * @param state how it was found
     * @param reason why it was not used; {@code null} if it was, or nothing is to be said
     * @param repaired whether it now holds the generation that was opened
     */
    public record Copy(String file, State state, @Nullable String reason, boolean repaired) {}
}
