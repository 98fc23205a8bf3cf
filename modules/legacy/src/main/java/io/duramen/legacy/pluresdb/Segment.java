// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

/**
 * A file of the log.
 *
 * @param name its name in the directory of the log
 * @param size how many bytes of it are looked at: what it had when it was opened first
 */
record Segment(String name, long size) {

    /** Its name relative to the source. */
    String file() {
        return SegmentLayout.DIRECTORY + "/" + name;
    }
}
