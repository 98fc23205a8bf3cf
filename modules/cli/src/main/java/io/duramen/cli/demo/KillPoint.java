// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

/** A moment in the work of the store at which the demo kills it, reached for certain. */
enum KillPoint {
    /** Half of a frame's bytes are written. */
    MID_WRITE("mid-write", "half of a frame written"),
    /** A frame is written whole; its sync has not begun. */
    BEFORE_SYNC("before sync", "a frame written, not synced"),
    /** The sync has returned; nobody has been told. */
    AFTER_SYNC("after sync", "a frame synced, not acknowledged"),
    /** A new segment has its name; the directory is not synced. */
    MID_ROLL("mid-roll", "a new segment named, its directory not synced"),
    /** A checkpoint is written; the manifest does not name it yet. */
    MID_CHECKPOINT("mid-checkpoint", "a checkpoint written, the manifest not yet replaced");

    private final String title;
    private final String moment;

    KillPoint(String title, String moment) {
        this.title = title;
        this.moment = moment;
    }

    String title() {
        return title;
    }

    String moment() {
        return moment;
    }
}
