// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.bench.result.SyncCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncTraceTest {
    private static final String MARK =
            "7 access(\"/d/duramen-bench-mark-%d\", F_OK) = -1 ENOENT (No such file or directory)%n";

    @TempDir
    Path directory;

    @Test
    void aSyncOfTheLogsFileCoversTheAppendItEndsIn() throws IOException {
        SyncCount count = count("7 fdatasync(5</d/log/a>) = 0%n", "7 fdatasync(5</d/log/a>) = 0%n");
        assertEquals(2, count.covered());
        assertEquals("fdatasync 2", count.calls());
        assertEquals("synced 2 of 2", count.label());
    }

    @Test
    void aSyncOfAnotherThreadThatBeganAndEndedInTheAppendCoversIt() throws IOException {
        SyncCount count = count(
                "9 fdatasync(5</d/log/a> <unfinished ...>%n7 write(1</dev/null>, \"\"..., 4) = 4%n"
                        + "9 <... fdatasync resumed>) = 0%n",
                "");
        assertEquals(1, count.covered());
        assertEquals("acknowledges without a sync: 1 of 2 covered", count.label());
    }

    @Test
    void aWriteCountsOnlyThroughADescriptorThatSyncs() throws IOException {
        SyncCount count = count(
                "7 openat(AT_FDCWD</>, \"/d/log/a\", O_WRONLY|O_DSYNC|O_DIRECT) = 6</d/log/a>%n"
                        + "7 pwrite64(6</d/log/a>, \"\"..., 512, 0) = 512%n",
                "7 openat(AT_FDCWD</>, \"/d/log/a\", O_WRONLY) = 6</d/log/a>%n7 pwrite64(6</d/log/a>, \"\"..., 512, 0) = 512%n");
        assertEquals(1, count.covered());
        assertEquals("pwrite64 to O_DSYNC 1", count.calls());
    }

    @Test
    void msyncCountsOnlyIfItWaits() throws IOException {
        SyncCount count = count("7 msync(0x7f00, 4096, MS_SYNC) = 0%n", "7 msync(0x7f00, 4096, MS_ASYNC) = 0%n");
        assertEquals(1, count.covered());
    }

    @Test
    void neitherAFailedSyncNorOneOfAnotherFileCounts() throws IOException {
        SyncCount count =
                count("7 fdatasync(5</d/log/a>) = -1 EIO (Input/output error)%n", "7 fdatasync(5</elsewhere/a>) = 0%n");
        assertEquals(0, count.covered());
        assertTrue(count.label().contains("without a sync"));
    }

    @Test
    void syncsBeforeTheFirstAndAfterTheLastAppendDoNotCount() throws IOException {
        SyncCount count = read("7 fdatasync(5</d/log/a>) = 0%n" + MARK.formatted(0) + MARK.formatted(1)
                + MARK.formatted(2) + "7 fdatasync(5</d/log/a>) = 0%n");
        assertEquals(0, count.syncs());
    }

    private SyncCount count(String first, String second) throws IOException {
        return read(MARK.formatted(0) + first + MARK.formatted(1) + second + MARK.formatted(2));
    }

    private SyncCount read(String lines) throws IOException {
        Path trace = directory.resolve("trace");
        Files.writeString(trace, lines.formatted());
        return SyncTrace.read(trace, Path.of("/d/log"), 2).count("any");
    }
}
