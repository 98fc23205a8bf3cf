// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

/**
 * The numbers of 64-bit Windows. Each has the name of Windows' own headers and is compared with what a compiler made of those: see
 * {@code src/golden}.
 */
@SuppressWarnings({"MemberName", "checkstyle:ConstantName"}) // named as in C, which is how the golden file has them
final class Win32 {
    static final int THREAD_QUERY_LIMITED_INFORMATION = 0x0800;

    static final int GENERIC_WRITE = 0x4000_0000;
    static final int FILE_SHARE_READ = 1;
    static final int FILE_SHARE_WRITE = 2;
    static final int FILE_SHARE_DELETE = 4;
    static final int OPEN_EXISTING = 3;
    static final int FILE_FLAG_BACKUP_SEMANTICS = 0x0200_0000;
    static final long INVALID_HANDLE_VALUE = -1;

    static final int FileAllocationInfo = 5;
    static final int FileEndOfFileInfo = 6;

    static final int MOVEFILE_REPLACE_EXISTING = 1;
    static final int MOVEFILE_WRITE_THROUGH = 8;

    static final int MEM_COMMIT = 0x1000;
    static final int MEM_RESERVE = 0x2000;
    static final int MEM_RELEASE = 0x8000;
    static final int PAGE_READWRITE = 4;

    /** Bytes of a {@code SYSTEM_INFO}, and where in it the size of a page stands. */
    static final int SIZEOF_SYSTEM_INFO = 48;

    static final int OFFSETOF_SYSTEM_INFO_dwPageSize = 4;

    /** Bytes of what {@code SetFileInformationByHandle} takes for either class above: one {@code LARGE_INTEGER}. */
    static final int SIZEOF_FILE_ALLOCATION_INFO = 8;

    static final int SIZEOF_FILE_END_OF_FILE_INFO = 8;

    /** Bytes of a {@code FILETIME}, which counts steps of 100 ns. */
    static final int SIZEOF_FILETIME = 8;

    private Win32() {}
}
