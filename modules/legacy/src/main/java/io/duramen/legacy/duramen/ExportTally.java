// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.duramen;

import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LineScan;
import io.duramen.legacy.text.BadLineException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What was counted in an export, and whether it is all that was written. Nothing of it is held but the last key. */
final class ExportTally {
    private static final String AGAIN = "export again, or take what is there with --accept-partial";

    private final MessageDigest digest = sha256();
    private long keys;
    private long bytes;
    private long disorder;
    private byte[] last = {};
    private @Nullable EndMark mark;
    private @Nullable String sha256;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(long number, long offset, byte[] text) throws BadLineException {
        if (mark != null) {
            throw new BadLineException("behind_end", "the export ended before this line");
        }
        if (EndMark.isOne(text)) {
            mark = EndMark.parse(text);
            sha256 = HexFormat.of().formatHex(digest.digest());
            return;
        }
        digest.update(text);
        digest.update((byte) '\n');
        ExportedLine line = ExportedLine.parse(text);
        keys++;
        bytes += line.value().length;
        if (disorder == 0 && !line.isBehind(last)) {
            disorder = number;
        }
        last = line.key();
    }

    long keys() {
        return keys;
    }

    long valueBytes() {
        return bytes;
    }

    boolean isInOrder() {
        return disorder == 0;
    }

    @Nullable
    EndMark mark() {
        return mark;
    }

    /** Why it can be imported by nobody, or {@code null}. */
    @Nullable
    Refusal disorder(String name) {
        return disorder == 0
                ? null
                : new Refusal(
                        "EXPORT_OUT_OF_ORDER",
                        name,
                        "the key of line " + disorder + " does not come behind the one before it, as in every export",
                        "export again; lines of other programs are imported with --key");
    }

    /** Why it is not all of a store, or {@code null} if it is. */
    @Nullable
    Refusal partial(String name, LineScan scan) {
        EndMark end = mark;
        if (end == null) {
            return new Refusal(
                    "EXPORT_UNFINISHED",
                    name,
                    "an end mark behind the lines",
                    keys + " keys and no end mark: it was cut off, or written before there were end marks",
                    AGAIN);
        }
        Refusal damaged = damaged(name, scan);
        if (damaged != null || end.complete()) {
            return damaged;
        }
        return new Refusal(
                "EXPORT_INCOMPLETE",
                name,
                "the whole state of a store",
                "what could be verified of a damaged one, up to record " + end.lsn(),
                "look for a backup of the store; take what is there with --accept-partial");
    }

    /** Why it is not as it was written, or {@code null} if nothing says so. */
    @Nullable
    Refusal damaged(String name, LineScan scan) {
        if (!scan.skipped().isEmpty()) {
            LineScan.Skipped first =
                    scan.skipped().get(0); // a torn end as well: an export gets its name once it is whole
            return new Refusal(
                    "EXPORT_DAMAGED",
                    name,
                    "a key and a value in each line, and one end mark behind them",
                    first.reason() + " in line " + first.line(),
                    AGAIN);
        }
        EndMark end = mark;
        if (end == null) {
            return null;
        }
        if (end.keys() != keys) {
            return new Refusal(
                    "EXPORT_DAMAGED", name, end.keys() + " keys, as its end mark says", keys + " keys", AGAIN);
        }
        return end.sha256().equals(sha256)
                ? null
                : new Refusal(
                        "EXPORT_DAMAGED",
                        name,
                        "lines of the SHA-256 " + end.sha256() + ", as its end mark says",
                        "lines of " + sha256,
                        AGAIN);
    }
}
