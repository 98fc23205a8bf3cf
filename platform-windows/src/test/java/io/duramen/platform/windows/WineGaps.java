// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** The calls of this module, made once each to see which of them the system has. */
final class WineGaps {
    private WineGaps() {}

    /** Prints a line {@code GAP call error number} for each that fails. */
    static void print(PrintStream out) {
        try {
            Path directory = Files.createTempDirectory("gaps");
            calls(directory).forEach((name, call) -> {
                int error = call.getAsInt();
                if (error != 0) {
                    out.println("GAP " + name + " error " + error);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, IntSupplier> calls(Path directory) throws IOException {
        KernelCounters counters = new KernelCounters();
        long own = counters.open();
        Path file = Files.createFile(directory.resolve("file"));
        byte[] name = WindowsName.of(file);
        long open = open(name, 0);
        long[] large = {1 << 20};
        Map<String, IntSupplier> calls = new LinkedHashMap<>();
        calls.put("QueryThreadCycleTime", () -> error(counters.cycles(ThreadCounters.CURRENT) >= 0));
        calls.put("QueryThreadCycleTime of another handle", () -> error(counters.cycles(own) >= 0));
        calls.put("QueryProcessCycleTime", () -> error(counters.processCycles() >= 0));
        calls.put("GetThreadTimes", () -> error(counters.steps(own) >= 0));
        calls.put("GetProcessTimes", () -> error(counters.processSteps() >= 0));
        calls.put("FileAllocationInfo", () -> set(open, Win32.FileAllocationInfo, large));
        calls.put("FileEndOfFileInfo", () -> set(open, Win32.FileEndOfFileInfo, large));
        calls.put("FlushFileBuffers of a file", () -> error(Kernel32.FlushFileBuffers(open) != 0));
        calls.put("FlushFileBuffers of a directory", () -> {
            long handle = open(nameOf(directory), Win32.FILE_FLAG_BACKUP_SEMANTICS);
            int error = error(Kernel32.FlushFileBuffers(handle) != 0);
            Kernel32.CloseHandle(handle);
            return error;
        });
        calls.put("MoveFileEx with write-through", () -> {
            Kernel32.CloseHandle(open);
            byte[] target = nameOf(directory.resolve("target"));
            return error(
                    Kernel32.MoveFileExW(name, target, Win32.MOVEFILE_REPLACE_EXISTING | Win32.MOVEFILE_WRITE_THROUGH)
                            != 0);
        });
        calls.put("VirtualLock", () -> {
            try (LockedPages pages = new LockedPages(new byte[1], LockedPages::virtualLock)) {
                return pages.locked() ? 0 : Native.getLastError();
            }
        });
        calls.put("WerRegisterExcludedMemoryBlock", () -> {
            try (LockedPages pages = new LockedPages(new byte[1], LockedPages::virtualLock)) {
                return pages.reported() ? WinError.ERROR_CALL_NOT_IMPLEMENTED : 0;
            }
        });
        return calls;
    }

    private static int set(long file, int kind, long[] value) {
        return error(Kernel32.SetFileInformationByHandle(file, kind, value, Long.BYTES) != 0);
    }

    private static long open(byte[] name, int flags) {
        int share = Win32.FILE_SHARE_READ | Win32.FILE_SHARE_WRITE | Win32.FILE_SHARE_DELETE;
        return Kernel32.CreateFileW(name, Win32.GENERIC_WRITE, share, 0, Win32.OPEN_EXISTING, flags, 0);
    }

    private static byte[] nameOf(Path path) {
        try {
            return WindowsName.of(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int error(boolean there) {
        return there ? 0 : Native.getLastError();
    }
}
