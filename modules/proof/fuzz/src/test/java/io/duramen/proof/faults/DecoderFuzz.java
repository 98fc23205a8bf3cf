// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashMap;
import java.util.Map;

/**
 * The decoders under Jazzer, which learns from the branches an input takes which one to try next. Without {@code
 * JAZZER_FUZZ=1} it replays the inputs kept; with it, one target fuzzes at a time:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 ./mvnw -Pfuzz -pl modules/proof/fuzz -am test -Dtest=DecoderFuzz#frames -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>What it finds goes to {@code modules/proof/src/test/resources/fuzz}, and is then replayed by every build.
 */
class DecoderFuzz {
    private static final String LONG = "1m";

    private final Map<String, DecoderWatch> watches = new HashMap<>();

    /** Frames and the records in them. */
    @FuzzTest(maxDuration = LONG)
    void frames(byte[] input) {
        check("frames", input);
    }

    /** A segment's header. */
    @FuzzTest(maxDuration = LONG)
    void header(byte[] input) {
        check("header", input);
    }

    /** The marks. */
    @FuzzTest(maxDuration = LONG)
    void marks(byte[] input) {
        check("marks", input);
    }

    /** What a segment says of the one before. */
    @FuzzTest(maxDuration = LONG)
    void link(byte[] input) {
        check("link", input);
    }

    /** Lines of JSON. */
    @FuzzTest(maxDuration = LONG)
    void lines(byte[] input) {
        check("lines", input);
    }

    /** A keyring's file. */
    @FuzzTest(maxDuration = LONG)
    void keyring(byte[] input) {
        check("keyring", input);
    }

    /** A proof that a key has a value. */
    @FuzzTest(maxDuration = LONG)
    void proof(byte[] input) {
        check("proof", input);
    }

    /** A checkpoint's file. */
    @FuzzTest(maxDuration = LONG)
    void checkpoint(byte[] input) {
        check("checkpoint", input);
    }

    /** What changed since a checkpoint's file before. */
    @FuzzTest(maxDuration = LONG)
    void delta(byte[] input) {
        check("delta", input);
    }

    /** What names a checkpoint. */
    @FuzzTest(maxDuration = LONG)
    void manifest(byte[] input) {
        check("manifest", input);
    }

    /** What says what a named snapshot is. */
    @FuzzTest(maxDuration = LONG)
    void snapshot(byte[] input) {
        check("snapshot", input);
    }

    private void check(String name, byte[] input) {
        DecoderWatch watch = watches.computeIfAbsent(name, any -> new DecoderWatch(Decoders.named(name)));
        watch.check(input);
        watch.checkMended(input);
    }
}
