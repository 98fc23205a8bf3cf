// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.token.Token;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import io.duramen.wal.spi.SegmentDigest;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An anchor in a PKCS#11 token: who can change every file of a machine cannot put it back without the token's PIN. Each mark is
 * an entry whose label says it all; a new one is made before the old one is deleted, so that a crash leaves the mark before, the
 * new one or both, and of both the later one counts.
 *
 * <p>Each move is one entry written and one deleted in the token, some milliseconds to a second: {@code anchorCommits} of the
 * store's options says how often. The token has to take labels of up to 275 bytes; 230 are usual. It knows one login a process: unlock a keyring
 * whose key is in the same token first, for that logs out when it is done.
 *
 * <p><b>Thread safety:</b> safe for use from any thread. One process at a time uses an anchor, as the lock of its store sees to.
 */
public final class TokenAnchor implements Anchor, AutoCloseable {
    private static final String PREFIX = "duramen/v1 anchor ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final String NONE = "-";
    private static final String DIGEST = "([A-Za-z0-9_-]{43})"; // 32 bytes in base64: labels are short
    private static final Pattern MARK = Pattern.compile("([0-9]{1,19}) ([0-9a-f-]{36}) ([0-9]{1,19}) ([0-9]{1,19}) (?:"
            + DIGEST + "|-) (?:([0-9]{1,19}) ([0-9]{1,19}) " + DIGEST + "|-)");

    private final Token token;
    private final String prefix;

    private TokenAnchor(Token token, String name) {
        this.token = token;
        this.prefix = PREFIX + name + " ";
    }

    /**
     * Logs in to a token for an anchor in it. There need not be one yet.
     *
     * @param library the token's PKCS#11 library
     * @param slotIndex which of the library's slots, from 0, in the order in which it lists them
     * @param pin the user's PIN; not altered
     * @param name tells the anchors in a token apart: 1 to 32 of {@code A-Z a-z 0-9 . _ -}
     * @return the anchor; close it after the store
     * @throws io.duramen.crypto.KeyRefusedException if the token refuses the PIN; it counts how often
     * @throws io.duramen.crypto.SealException if there is no such library, slot or token, or this Java runtime has no SunPKCS11
     */
    public static TokenAnchor in(Path library, int slotIndex, char[] pin, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of an anchor is 1 to 32 of A-Z a-z 0-9 . _ -, is \"" + name + "\"");
        }
        return new TokenAnchor(Token.logIn(library, slotIndex, pin), name);
    }

    @Override
    public synchronized Optional<AnchorMark> read() {
        return Optional.ofNullable(newest()).map(Entry::mark);
    }

    @Override
    public synchronized void advance(AnchorMark mark) {
        Entry before = newest();
        if (before == null) {
            write(mark, 1);
        } else if (!before.mark().logId().equals(mark.logId())) {
            before.mark().requireReached(toString(), mark);
        } else if (before.mark().isBehind(mark)) {
            write(mark, before.number() + 1);
        }
    }

    @Override
    public synchronized void reset(AnchorMark mark) {
        Entry before = newest();
        write(mark, before == null ? 1 : before.number() + 1);
    }

    private void write(AnchorMark mark, long number) {
        List<String> old = labels();
        String digest = mark.digest();
        SegmentDigest frames = mark.frames();
        token.makeEntry(prefix + number + " " + mark.logId() + " " + mark.keyringGeneration() + " " + mark.lsn() + " "
                + (digest == null ? NONE : packed(digest)) + " "
                + (frames == null ? NONE : frames.segment() + " " + frames.end() + " " + packed(frames.sha256())));
        old.forEach(token::deleteEntry);
    }

    private List<String> labels() {
        return token.labels().stream().filter(label -> label.startsWith(prefix)).toList();
    }

    private @Nullable Entry newest() {
        return labels().stream()
                .map(this::entry)
                .max(Comparator.comparingLong(Entry::number))
                .orElse(null);
    }

    private Entry entry(String label) {
        Matcher fields = MARK.matcher(label.substring(prefix.length()));
        if (!fields.matches()) {
            throw new AnchorDamagedException(
                    toString(),
                    "a number, a log, a keyring generation, a record, a digest and frames",
                    "the label " + label);
        }
        try {
            String digest = fields.group(5);
            String frames = fields.group(8);
            AnchorMark mark = new AnchorMark(
                    UUID.fromString(fields.group(2)),
                    Long.parseLong(fields.group(3)),
                    Long.parseLong(fields.group(4)),
                    digest == null ? null : unpacked(digest),
                    frames == null
                            ? null
                            : new SegmentDigest(
                                    Long.parseLong(fields.group(6)),
                                    Long.parseLong(fields.group(7)),
                                    unpacked(frames)));
            return new Entry(Long.parseLong(fields.group(1)), mark);
        } catch (IllegalArgumentException e) {
            throw new AnchorDamagedException(
                    toString(), "an identity and five numbers", String.valueOf(e.getMessage()));
        }
    }

    private static String packed(String digest) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(digest));
    }

    private static String unpacked(String digest) {
        return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(digest));
    }

    /** Logs out. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        token.close();
    }

    /** Returns where the anchor is, as people should see it. */
    @Override
    public String toString() {
        return prefix.strip() + " in " + token;
    }

    private record Entry(long number, AnchorMark mark) {}
}
