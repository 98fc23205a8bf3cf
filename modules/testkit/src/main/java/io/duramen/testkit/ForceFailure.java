// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/**
 * What a program reads back after a force has failed. Either way the kernel took the data for written: the next force
 * succeeds without writing it.
 */
public enum ForceFailure {
    /** The new data, until the machine restarts, as on ext4 and XFS. */
    KEEP,
    /** The old data, as on Btrfs or once the page was evicted. */
    REVERT
}
