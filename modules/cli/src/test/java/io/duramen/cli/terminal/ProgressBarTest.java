// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void awayFromATerminalThereIsALineForEveryTenth() {
        ProgressBar bar = bar(false).now();
        for (int i = 1; i <= 50; i++) {
            bar.update("importing", i, 50);
        }

        List<String> lines = said().lines().toList();
        assertEquals(10, lines.size());
        assertEquals("importing: 10 % (5 of 50)", lines.get(0));
        assertEquals("importing: 100 % (50 of 50)", lines.get(9));
    }

    @Test
    void shortWorkShowsNothing() {
        ProgressBar bar = bar(false);
        bar.update("replaying", 1, 2);
        later(400);
        bar.update("replaying", 2, 2);

        assertEquals("", said());
    }

    @Test
    void longWorkShowsOnceItIsKnownToBeLong() {
        ProgressBar bar = bar(false);
        bar.update("replaying", 1, 10);
        later(600);
        bar.update("replaying", 5, 10);

        assertEquals(List.of("replaying: 50 % (5 of 10)"), said().lines().toList());
    }

    @Test
    void workOfUnknownLengthIsToldEveryTenSeconds() {
        ProgressBar bar = bar(false).now();
        bar.update("importing", 1, -1);
        later(11_000);
        bar.update("importing", 700, -1);

        assertEquals(List.of("importing: 700"), said().lines().toList());
    }

    @Test
    void aTerminalShowsABarAndIsCleanAfterwards() {
        ProgressBar bar = bar(true).now();
        bar.update("importing", 1234, 2468);
        String drawn = said();
        bar.close();

        assertEquals("\rimporting  [###############...............] 50 %  1,234 of 2,468", drawn);
        assertEquals(drawn + "\r" + " ".repeat(drawn.length() - 1) + "\r", said());
    }

    @Test
    void aTerminalIsNotDrawnOnMoreThanTenTimesASecond() {
        ProgressBar bar = bar(true).now();
        for (int i = 1; i < 1000; i++) {
            later(1);
            bar.update("importing", i, 1000);
        }

        assertTrue(said().chars().filter(c -> c == '\r').count() <= 11, said());
    }

    private void later(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(
                new PrintStream(target, true, StandardCharsets.UTF_8), terminal, () -> nanos, Units::count);
    }

    private String said() {
        return target.toString(StandardCharsets.UTF_8);
    }
}
