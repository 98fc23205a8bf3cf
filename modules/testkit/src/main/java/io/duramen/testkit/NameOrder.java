// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/** Which of the changes to names that were not yet synced a crash may keep. */
public enum NameOrder {
    /**
     * Any of them, as long as those they build on are kept as well. A directory sync makes only the names in that directory
     * durable. No file system is worse than this.
     */
    STRICT,
    /**
     * The first so many, as on a file system with a journal. A directory sync makes all names durable that changed before
     * it.
     */
    JOURNALLED
}
