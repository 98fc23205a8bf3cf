// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a rename is tried again, and what is thrown when it is given up. */
class ReplacementTest {
    private static final Path FROM = Path.of("new");
    private static final Path TO = Path.of("old");

    private final List<Integer> pauses = new ArrayList<>();
    private int calls;

    @Test
    void whatAScannerHoldsForAMomentIsRenamedInTheEnd() throws IOException {
        answering(WinError.ERROR_SHARING_VIOLATION, WinError.ERROR_ACCESS_DENIED, WinError.ERROR_LOCK_VIOLATION, 0)
                .replace(FROM, TO);

        assertEquals(4, calls);
        assertEquals(List.of(1, 2, 3), pauses);
    }

    @Test
    void whatStaysRefusedIsGivenUpAfterTenTriesWithBothNames() {
        AccessDeniedException e = assertThrows(
                AccessDeniedException.class,
                () -> answering(WinError.ERROR_ACCESS_DENIED).replace(FROM, TO));

        assertEquals(10, calls);
        assertEquals("new", e.getFile());
        assertEquals("old", e.getOtherFile());
        assertEquals("Access is denied (MoveFileEx)", e.getReason());
    }

    @Test
    void whatWillNotPassIsNotTriedAgain() {
        assertThrows(
                NoSuchFileException.class,
                () -> answering(WinError.ERROR_FILE_NOT_FOUND).replace(FROM, TO));
        assertThrows(
                AtomicMoveNotSupportedException.class,
                () -> answering(WinError.ERROR_NOT_SAME_DEVICE).replace(FROM, TO));
        FileSystemException full = assertThrows(
                FileSystemException.class,
                () -> answering(WinError.ERROR_DISK_FULL).replace(FROM, TO));

        assertEquals("There is not enough space on the disk (MoveFileEx)", full.getReason());
        assertEquals(3, calls);
        assertTrue(pauses.isEmpty());
    }

    /** A system that answers with these, and with the last again and again. */
    private Replacement answering(int... errors) {
        int before = calls;
        return new Replacement(
                (from, to) -> errors[Math.min(calls++ - before, errors.length - 1)], attempt -> pauses.add(attempt));
    }
}
