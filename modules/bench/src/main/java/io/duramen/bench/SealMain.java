// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import io.duramen.bench.report.SealPage;
import io.duramen.bench.result.ResultFile;
import io.duramen.bench.result.SealResult;
import io.duramen.bench.result.Settings;
import io.duramen.bench.run.SealBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The part of the command that measures sealing. */
final class SealMain {

    private SealMain() {}

    static void measure(Options options) throws IOException {
        Files.createDirectories(options.directory());
        Files.createDirectories(options.out());
        Path file = options.out().resolve("seal.json");
        SealResult result = Files.exists(file)
                ? ResultFile.read(file, SealResult.class)
                : SealResult.empty(
                        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                        new Settings(0, 0, options.seconds(), options.records()));
        // a run that is broken off must not have been for nothing
        try (SealBench bench = new SealBench(options, result, () -> ResultFile.write(file, result))) {
            bench.run();
        }
        System.out.println();
        System.out.print(SealPage.of(result));
    }

    static String page(Path file) {
        return SealPage.of(ResultFile.read(file, SealResult.class));
    }
}
