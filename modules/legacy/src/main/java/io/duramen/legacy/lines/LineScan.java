// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.base.Progress;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogVersionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole log and decides what it is: which records it holds, which of them are proven durable, and whether what is not
 * a line any more was never finished or is damage.
 *
 * <p>A line that is not as it was written is damage if anything behind it shows that it was durable: a later line that says so,
 * a mark, or a predecessor's line, because a predecessor forced each line before the next. Without such evidence, and in the
 * lines of the last write only, it is the torn tail.
 */
final class LineScan {
    private static final int REPORT_EVERY = 4096;
    private static final int MERGED_TRIES = 1000;
    private static final String FORCED = "the file got its name only after this was forced";

    /** Sees the lines of a log in order, marks included. */
    interface Visitor {
        /** Looks away. */
        Visitor NONE = line -> {};

        void line(Line line);
    }

    /** A line of a batch of which not all was read yet. */
    private record Begun(Line line, long offset) {}

    private final StorageFile file;
    private final String fullName;
    private final Progress progress;
    private final long size;
    private final LineIndex index = new LineIndex();

    private @Nullable Mark first;
    private @Nullable Mark last;
    private long carriedLeft;
    private long carriedLsn;
    private long baseLsn;
    private long lastLsn;
    private long provenLsn;
    private long lines;
    private long records;
    private long end;
    private long checkpoint;
    private final List<Begun> batch = new ArrayList<>();
    private boolean plain;
    private boolean plainBefore;
    private @Nullable String tornDetail;
    private @Nullable CorruptLogException damage;

    LineScan(StorageFile file, String fullName, Progress progress) {
        this.file = file;
        this.fullName = fullName;
        this.progress = progress;
        this.size = file.size();
    }

    /** Reads everything. What is damaged is told by {@link #damage}. */
    LineScan run(Visitor visitor) {
        RawLines source = new RawLines(file::read, 0, size);
        while (source.advance()) {
            if (lines % REPORT_EVERY == 0) {
                progress.update("reading the log", source.offset(), size);
            }
            if (first == null && source.isBlank()) {
                lines++;
                end = source.next();
                continue;
            }
            String found = take(source, visitor);
            if (found != null) {
                judge(source, found);
                break;
            }
            lines++;
            end = source.next();
        }
        if (damage == null && tornDetail == null) {
            judgeEnd();
        }
        dropBegun();
        progress.update("reading the log", size, size);
        return this;
    }

    /** Takes a line over; returns what is wrong with it, or {@code null}. */
    private @Nullable String take(RawLines source, Visitor visitor) {
        Line line;
        try {
            line = LineParser.parse(source);
        } catch (BadLineException e) {
            return e.found();
        }
        String wrong = line.isChecked()
                ? wrongWith(line, source)
                : carriedLeft > 0 || !batch.isEmpty() ? "a line without a number" : null;
        if (wrong != null) {
            return wrong;
        }
        if (line.mark() != null) {
            mark(line, line.mark());
        } else if (carriedLeft > 0) {
            carriedLeft--;
            carriedLsn = line.lsn();
        } else {
            record(line, source, visitor);
            return null;
        }
        visitor.line(line);
        return null;
    }

    private @Nullable String wrongWith(Line line, RawLines source) {
        Mark mark = line.mark();
        if (mark != null && mark.format() > LineLayout.FORMAT) {
            throw new LogVersionException(fullName, mark.format(), LineLayout.FORMAT);
        }
        if (!source.isTerminated()) {
            return "a line without an end";
        }
        if (first == null) {
            return mark != null && lastLsn == 0 ? null : "a numbered line without a mark before it";
        }
        if (plain) {
            return "a numbered line behind a line without a number";
        }
        if (carriedLeft > 0) {
            boolean fits = mark == null && line.lsn() > carriedLsn && line.lsn() <= baseLsn;
            return fits ? null : "a line with number " + line.lsn() + ", which was not carried over";
        }
        if (!batch.isEmpty()
                && (mark != null
                        || line.more() != batch.get(batch.size() - 1).line().more() - 1)) {
            return "a line that is not the next of its batch";
        }
        if (mark != null) {
            boolean fits = mark.logId().equals(first.logId()) && line.lsn() == lastLsn;
            return fits ? null : "the mark of record " + line.lsn() + " of log " + mark.logId();
        }
        return line.lsn() == lastLsn + 1 && line.durable() <= lastLsn ? null : "record " + line.lsn();
    }

    private void mark(Line line, Mark mark) {
        if (first == null) {
            first = mark;
            carriedLeft = mark.carried();
            baseLsn = line.lsn();
            lastLsn = baseLsn;
        }
        last = mark;
        checkpoint = Math.max(checkpoint, mark.checkpoint());
        prove(line.lsn());
    }

    private void record(Line line, RawLines source, Visitor visitor) {
        lastLsn++;
        last = null;
        plainBefore = !line.isChecked();
        plain |= plainBefore;
        prove(line.isChecked() ? line.durable() : lastLsn - 1);
        batch.add(new Begun(line, source.offset()));
        if (line.more() == 0) {
            long lsn = lastLsn - batch.size();
            for (Begun whole : batch) {
                lsn++;
                index.note(lsn, whole.offset());
                visitor.line(whole.line());
            }
            records += batch.size();
            batch.clear();
        }
    }

    /** Gives up a batch of which not all is there: none of it is. */
    private void dropBegun() {
        if (!batch.isEmpty()) {
            lastLsn -= batch.size();
            lines -= batch.size();
            end = batch.get(0).offset();
            batch.clear();
        }
    }

    private void prove(long lsn) {
        provenLsn = Math.max(provenLsn, lsn);
    }

    /** Decides what is missing behind the last line. */
    private void judgeEnd() {
        if (carriedLeft > 0) {
            damage = corrupt(end, "a pending transaction carried over", "the end of the file", FORCED);
        } else if (!batch.isEmpty()) {
            tornDetail = "line " + lines + " is the last, and "
                    + batch.get(batch.size() - 1).line().more() + " more of its batch are missing";
        }
    }

    /** Decides what a line is that is not as it should be. */
    private void judge(RawLines source, String found) {
        String what = "line " + (lines + 1) + ", " + found;
        long offset = source.offset(); // looking for evidence moves on
        String evidence = first == null || plainBefore || carriedLeft > 0 ? beforeTheTail(source) : behind(source);
        if (evidence == null) {
            tornDetail = what;
        } else {
            String expected = carriedLeft > 0 ? "a pending transaction carried over" : "record " + (lastLsn + 1);
            damage = corrupt(offset, expected, what, evidence);
        }
    }

    /** Evidence where no group can be torn; {@code null} if a predecessor's last write was. */
    private @Nullable String beforeTheTail(RawLines source) {
        if (carriedLeft > 0) {
            return FORCED;
        }
        if (new String(source.line(), StandardCharsets.ISO_8859_1).startsWith(LineLayout.MARK_BEGIN)) {
            return FORCED;
        }
        return source.isTerminated() ? "a predecessor ends a line with the write that wrote it" : null;
    }

    /** What stands at or behind a bad line and shows that it was durable, or {@code null}. */
    private @Nullable String behind(RawLines source) {
        boolean itself = true;
        long line = lines;
        do {
            line++;
            try {
                if (source.isTerminated() && !source.isBlank() && proves(LineParser.parse(source), itself)) {
                    return "line " + line + " was written after it was";
                }
            } catch (BadLineException e) {
                if (holdsProof(source.line())) {
                    return "the end of line " + line + " is a line that was written after it was";
                }
            }
            itself = false;
        } while (source.advance());
        return null;
    }

    /** Whether a line that is none ends with one that is: then only the line end between the two was lost. */
    private boolean holdsProof(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int at = text.length();
        for (int tries = 0; tries < MERGED_TRIES && (at = text.lastIndexOf("{\"", at - 1)) > 0; tries++) {
            if (!LineParser.endsWithChecksum(line, at)) {
                continue; // most places are none, and a copy from each would be many times the line
            }
            try {
                Line merged = LineParser.parse(Arrays.copyOfRange(line, at, line.length));
                if (merged.isChecked()) {
                    return proves(merged, false);
                }
            } catch (BadLineException e) {
                // not from here
            }
        }
        return false;
    }

    private boolean proves(Line line, boolean itself) {
        if (!line.isChecked()) {
            return true;
        }
        if (line.mark() != null) {
            return !itself || line.lsn() > lastLsn;
        }
        // a record of the number expected was written after the line before it was forced
        return line.durable() > lastLsn || (!itself && line.lsn() == lastLsn + 1);
    }

    private CorruptLogException corrupt(long offset, String expected, String found, @Nullable String evidence) {
        return new CorruptLogException(fullName, offset, lastLsn + 1, expected, found, evidence);
    }

    /** The log's identity; one made from nothing for a log that a predecessor wrote. */
    UUID logId() {
        return first == null ? new UUID(0, 0) : first.logId();
    }

    boolean isMarked() {
        return first != null;
    }

    /** Whether a predecessor wrote any of it. */
    boolean hasPlain() {
        return plain;
    }

    long firstLsn() {
        return baseLsn + 1;
    }

    long lastLsn() {
        return lastLsn;
    }

    long checkpoint() {
        return checkpoint;
    }

    /** Where the last whole line ends. */
    long end() {
        return end;
    }

    long size() {
        return size;
    }

    /** How many lines there are before the torn tail or the damage. */
    long lines() {
        return lines;
    }

    long records() {
        return records;
    }

    long unprovenRecords() {
        return lastLsn - provenLsn;
    }

    /** Whether the last line is the mark of an orderly close and nothing is behind it. */
    boolean isClosed() {
        return last != null && last.closed() && tornDetail == null && damage == null;
    }

    /** What the torn tail looks like, or {@code null} if there is none. */
    @Nullable
    String tornDetail() {
        return tornDetail;
    }

    long tornBytes() {
        return tornDetail == null ? 0 : size - end;
    }

    @Nullable
    CorruptLogException damage() {
        return damage;
    }

    LineIndex index() {
        return index;
    }

    /** How many pending transactions were carried over from below the first record. */
    long carried() {
        return first == null ? 0 : first.carried();
    }
}
