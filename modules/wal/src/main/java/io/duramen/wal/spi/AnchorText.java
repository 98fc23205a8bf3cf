// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

import io.duramen.wal.AnchorDamagedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mark as people can read it; see {@code docs/formats/anchor.md}. The last line finds damage, not those who mend it. */
final class AnchorText {

    /** The longest file there is of this form, with room to see that one is longer. */
    static final int MAX_BYTES = 512;

    private static final String NONE = "-";
    private static final Pattern FORM = Pattern.compile("""
            (duramen/v1 anchor
            log ([0-9a-f-]{36})
            keyring ([0-9]{1,19})
            record ([0-9]{1,19})
            digest ([0-9a-f]{64}|-)
            frames (?:([0-9]{1,19}) ([0-9]{1,19}) ([0-9a-f]{64})|-)
            )sha256 ([0-9a-f]{64})
            """);

    private AnchorText() {}

    static byte[] write(AnchorMark mark) {
        String text = "duramen/v1 anchor\nlog " + mark.logId() + "\nkeyring " + mark.keyringGeneration() + "\nrecord "
                + mark.lsn() + "\ndigest " + Objects.requireNonNullElse(mark.digest(), NONE) + "\nframes "
                + frames(mark.frames()) + "\n";
        return (text + "sha256 " + sha256(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String frames(@Nullable SegmentDigest frames) {
        return frames == null ? NONE : frames.segment() + " " + frames.end() + " " + frames.sha256();
    }

    static AnchorMark read(String file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher lines = FORM.matcher(text);
        if (!lines.matches()) {
            throw new AnchorDamagedException(
                    file, "the seven lines of an anchor", bytes.length + " bytes of another form");
        }
        String sum = sha256(lines.group(1));
        if (!sum.equals(lines.group(9))) {
            throw new AnchorDamagedException(file, "sha256 " + lines.group(9), "content of sha256 " + sum);
        }
        try {
            return new AnchorMark(
                    UUID.fromString(lines.group(2)),
                    Long.parseLong(lines.group(3)),
                    Long.parseLong(lines.group(4)),
                    lines.group(5).equals(NONE) ? null : lines.group(5),
                    lines.group(8) == null
                            ? null
                            : new SegmentDigest(
                                    Long.parseLong(lines.group(6)), Long.parseLong(lines.group(7)), lines.group(8)));
        } catch (IllegalArgumentException e) {
            throw new AnchorDamagedException(file, "an identity and four numbers", String.valueOf(e.getMessage()));
        }
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
