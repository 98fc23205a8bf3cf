// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.wal.CorruptLogException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void anErrorSaysWhatWhereExpectedFoundAndWhatToDo() {
        int exit =
                report(List.of()).report(new CorruptLogException("/s/wal/1.seg", 4096, 17, "a frame", "zeros", null));

        assertEquals(3, exit);
        assertEquals(
                List.of(
                        "error: /s/wal/1.seg is damaged at byte 4096, record 17: expected a frame, found zeros",
                        "  code      LOG_CORRUPT",
                        "  where     /s/wal/1.seg, byte 4096",
                        "  expected  a frame",
                        "  found     zeros",
                        "  hint      run duramen inspect to see what is left, and restore the file or the whole directory"
                                + " from a backup"),
                said().lines().toList());
    }

    @Test
    @Tag("S3.54")
    void aNameInAnErrorForgesNoLineAndMovesNoCursor() {
        String name = "x\n  hint      all is well\u001b[2K";
        report(List.of()).report(new CorruptLogException(name, 4096, 17, "a frame", name, null));

        assertEquals(6, said().lines().count(), said());
        assertFalse(said().contains("\u001b"), said());
        assertTrue(said().contains("x\\u000a  hint      all is well\\u001b[2K, byte 4096"), said());
    }

    @Test
    void aMistakeOfTheProgramShowsNoStackTraceUnlessAsked() {
        assertEquals(1, report(List.of()).report(new IllegalStateException("oops")));
        assertTrue(said().contains("unexpected java.lang.IllegalStateException: oops"), said());
        assertFalse(said().contains("\tat "), said());

        report(List.of("--stacktrace")).report(new IllegalStateException("oops"));
        assertTrue(said().contains("\tat "), said());
    }

    private ErrorReport report(List<String> args) {
        PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new ErrorReport(new Streams(InputStream.nullInputStream(), to, to, Map.of(), null, () -> 0), args);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
