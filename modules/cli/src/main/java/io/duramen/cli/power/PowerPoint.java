// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import static io.duramen.testkit.GatedStorage.Moment.AFTER;
import static io.duramen.testkit.GatedStorage.Moment.BEFORE;
import static io.duramen.testkit.GatedStorage.Moment.MIDDLE;

import io.duramen.testkit.GatedStorage.Moment;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A moment at which the power test kills the process that holds the store, reached for certain. */
enum PowerPoint {
    BEFORE_WRITE("a frame about to be written", false, BEFORE, Kind.WRITE, Files.SEGMENT),
    MID_WRITE("half of a frame written", false, MIDDLE, Kind.WRITE, Files.SEGMENT),
    BEFORE_SYNC("a frame written, not synced", false, BEFORE, Kind.FORCE, Files.SEGMENT),
    AFTER_SYNC("a frame synced, not acknowledged", false, AFTER, Kind.FORCE, Files.SEGMENT),
    BEFORE_ARMED_RENAME("a segment ready, not named", false, BEFORE, Kind.RENAME, Files.SEGMENT),
    AFTER_ARMED_RENAME("a segment named, its directory not synced", false, AFTER, Kind.RENAME, Files.SEGMENT),
    AFTER_ARMED_DIRECTORY_SYNC("a segment's directory synced", false, AFTER, Kind.SYNC_DIRECTORY, "wal"),
    MID_MARKS("half of the marks written", false, MIDDLE, Kind.WRITE, Files.MARKS),
    AFTER_MARKS_SYNC("the marks synced", false, AFTER, Kind.FORCE, Files.MARKS),
    MID_CHECKPOINT_WRITE("half of a checkpoint's block written", false, MIDDLE, Kind.WRITE, Files.NEW_CHECKPOINT),
    BEFORE_CHECKPOINT_SYNC("a checkpoint written, not synced", false, BEFORE, Kind.FORCE, Files.NEW_CHECKPOINT),
    AFTER_CHECKPOINT_SYNC("a checkpoint synced, not named", false, AFTER, Kind.FORCE, Files.NEW_CHECKPOINT),
    AFTER_CHECKPOINT_RENAME("a checkpoint named, its directory not synced", false, AFTER, Kind.RENAME, "ckpt/.*"),
    AFTER_CHECKPOINT_DIRECTORY_SYNC("a checkpoint's directory synced", false, AFTER, Kind.SYNC_DIRECTORY, "ckpt"),
    BEFORE_MANIFEST_SYNC("the new manifest written, not synced", false, BEFORE, Kind.FORCE, "MANIFEST\\.tmp"),
    AFTER_MANIFEST_SYNC("the new manifest synced, not named", false, AFTER, Kind.FORCE, "MANIFEST\\.tmp"),
    BEFORE_PREVIOUS_RENAME("the previous manifest about to be named", false, BEFORE, Kind.RENAME, "MANIFEST\\.prev"),
    AFTER_PREVIOUS_RENAME("the previous manifest named", false, AFTER, Kind.RENAME, "MANIFEST\\.prev"),
    BEFORE_MANIFEST_RENAME("the new manifest about to be named", false, BEFORE, Kind.RENAME, "MANIFEST"),
    AFTER_MANIFEST_RENAME("the new manifest named, not synced", false, AFTER, Kind.RENAME, "MANIFEST"),
    AFTER_MANIFEST_DIRECTORY_SYNC("a manifest's name synced", false, AFTER, Kind.SYNC_DIRECTORY, ""),
    BEFORE_TRIM("a segment about to be forgotten", false, BEFORE, Kind.DELETE, Files.SEGMENT),
    AFTER_TRIM("a segment deleted, not synced", false, AFTER, Kind.DELETE, Files.SEGMENT),
    BEFORE_OLD_CHECKPOINT("an old checkpoint about to be deleted", false, BEFORE, Kind.DELETE, "ckpt/.*"),
    AFTER_OLD_CHECKPOINT("an old checkpoint's file deleted", false, AFTER, Kind.DELETE, "ckpt/.*"),
    MID_ROOT_WRITE("strict: half of ROOT written", false, MIDDLE, Kind.WRITE, Files.NEW_ROOT),
    AFTER_ROOT_SYNC("strict: the new ROOT synced, not named", false, AFTER, Kind.FORCE, Files.NEW_ROOT),
    BEFORE_ROOT_RENAME("strict: the new ROOT about to be named", false, BEFORE, Kind.RENAME, Files.ROOT),
    AFTER_ROOT_RENAME("strict: the new ROOT named, not synced", false, AFTER, Kind.RENAME, Files.ROOT),
    OPENING_LOCKED("opening: the lock taken", true, AFTER, Kind.LOCK, "LOCK"),
    OPENING_MID_MARKS("opening: half of the marks written again", true, MIDDLE, Kind.WRITE, Files.MARKS),
    OPENING_MARKS_SYNCED("opening: the marks synced", true, AFTER, Kind.FORCE, Files.MARKS),
    RECOVERY_CREATED("recovery: its segment created", true, AFTER, Kind.CREATE, Files.RECOVERING),
    RECOVERY_MID_WRITE("recovery: half of its segment written", true, MIDDLE, Kind.WRITE, Files.RECOVERING),
    RECOVERY_BEFORE_SYNC("recovery: its segment written, not synced", true, BEFORE, Kind.FORCE, Files.RECOVERING),
    RECOVERY_AFTER_SYNC("recovery: its segment synced", true, AFTER, Kind.FORCE, Files.RECOVERING),
    RECOVERY_BEFORE_RENAME("recovery: its segment not named", true, BEFORE, Kind.RENAME, Files.SEGMENT),
    RECOVERY_AFTER_RENAME("recovery: its segment named, not synced", true, AFTER, Kind.RENAME, Files.SEGMENT),
    RECOVERY_AFTER_DIRECTORY_SYNC("recovery: its segment's name synced", true, AFTER, Kind.SYNC_DIRECTORY, "wal"),
    RECOVERY_BEFORE_TIDYING("recovery: an unfinished manifest found", BEFORE, BEFORE_MANIFEST_RENAME),
    RECOVERY_AFTER_TIDYING("recovery: an unfinished manifest deleted", AFTER, BEFORE_MANIFEST_RENAME);

    private final String moment;
    private final boolean opening;
    private final Moment where;
    private final Kind kind;
    private final Pattern file;
    private final @Nullable PowerPoint prepared;

    PowerPoint(String moment, boolean opening, Moment where, Kind kind, String file) {
        this(moment, opening, where, kind, file, null);
    }

    /** A point in the tidying of what a kill at another one has left. */
    PowerPoint(String moment, Moment where, PowerPoint prepared) {
        this(moment, true, where, Kind.DELETE, "MANIFEST.*\\.tmp", prepared);
    }

    PowerPoint(String moment, boolean opening, Moment where, Kind kind, String file, @Nullable PowerPoint prepared) {
        this.moment = moment;
        this.opening = opening;
        this.where = where;
        this.kind = kind;
        this.file = Pattern.compile(file);
        this.prepared = prepared;
    }

    /** The names of files, as patterns. */
    private static final class Files {
        static final String SEGMENT = "wal/[0-9a-f]{16}\\.seg";
        static final String RECOVERING = "wal/.*\\.recovering";
        static final String MARKS = "wal/marks";
        static final String NEW_CHECKPOINT = "ckpt/.*\\.tmp";
        static final String ROOT = "ROOT";
        static final String NEW_ROOT = "ROOT\\.tmp";

        private Files() {}
    }

    /** What the store has done at that moment. */
    String moment() {
        return moment;
    }

    /** Whether it lies in the opening of the store and not in the work after it. */
    boolean isOpening() {
        return opening;
    }

    /** Whether it comes only in a store in strict mode. */
    boolean isStrict() {
        return file.matcher("ROOT").matches() || file.matcher("ROOT.tmp").matches();
    }

    /** Where the process before must have been killed so that this point is reached; {@code null} for anywhere. */
    @Nullable
    PowerPoint prepared() {
        return prepared;
    }

    /** Whether a call passes here. Names count as they are once the call has succeeded. */
    boolean isAt(Moment at, Operation operation) {
        String name = operation.target() == null ? operation.file() : operation.target();
        return at == where && operation.kind() == kind && file.matcher(name).matches();
    }
}
