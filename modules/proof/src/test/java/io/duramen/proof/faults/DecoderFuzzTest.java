// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Bytes that nobody wrote. */
class DecoderFuzzTest {
    private static final Path KEPT = Path.of("src", "test", "resources", "fuzz");

    /** What fuzzing began with, what it found, and what it found worth keeping. */
    @Test
    @Tag("S3.61")
    void everyInputThatWasKeptIsOpenedOrRefused() throws IOException {
        for (Decoder decoder : Decoders.all()) {
            DecoderWatch watch = new DecoderWatch(decoder);
            List<Path> inputs;
            try (Stream<Path> files = Files.list(KEPT.resolve(decoder.name()))) {
                inputs = files.toList();
            }
            assertTrue(inputs.size() > 0, decoder::name);
            for (Path input : inputs) {
                watch.check(Files.readAllBytes(input));
                watch.checkMended(Files.readAllBytes(input));
            }
        }
    }

    @Test
    @Tag("S3.61")
    void alteredFilesAreOpenedOrRefusedAndCostNoMoreThanTheyAreWorth(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new Decoders(), reporter);

        assertTrue(outcomes.of("files") >= 4_500, outcomes::toString);
        for (Decoder decoder : Decoders.all()) {
            assertTrue(outcomes.of(decoder.name() + ": opened") > 0, outcomes::toString);
        }
    }
}
