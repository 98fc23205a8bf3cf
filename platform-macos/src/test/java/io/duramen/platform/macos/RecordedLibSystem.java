// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import com.sun.jna.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The C library of macOS as its sources and manual pages describe it, over the files, threads and memory of this JVM. Records each
 * call, and fails those it is told to with a number of macOS. Its numbers are written out here a second time, not taken from what
 * is tested.
 */
final class RecordedLibSystem implements LibSystem {
    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int ENOTDIR = 20;
    private static final int EINVAL = 22;
    private static final int MACH_SEND_INVALID_DEST = 0x10000003;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ThreadLocal<Integer> errno = ThreadLocal.withInitial(() -> 0);
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<Integer, FileChannel> files = new HashMap<>();
    private final Map<Long, Memory> mapped = new HashMap<>();
    private int lastFile = 2;

    /** Makes calls of this name, or of this name and command, fail with a number. */
    void fail(String call, int number) {
        failures.put(call, number);
    }

    /** Returns the calls that were made, those of clocks left out, and forgets them. */
    synchronized List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    synchronized int openFiles() {
        return files.size();
    }

    synchronized int mappings() {
        return mapped.size();
    }

    @Override
    public long clock_gettime_nsec_np(int clock) {
        if (clock != 16 || failures.containsKey("clock_gettime_nsec_np")) {
            errno.set(EINVAL);
            return 0;
        }
        return threads.getCurrentThreadCpuTime();
    }

    @Override
    public int thread_info(int port, int flavor, int[] info, int[] count) {
        Integer failure = failures.get("thread_info");
        if (failure != null) {
            return failure;
        }
        if (flavor != 3 || count[0] < 10) {
            return 4; // KERN_INVALID_ARGUMENT
        }
        long nanos = threads.getThreadCpuTime(port / 256L);
        if (port % 256 != 3 || nanos < 0) {
            return MACH_SEND_INVALID_DEST;
        }
        ByteBuffer basic = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        long user = nanos / 1000 / 3; // a third in user mode
        long system = nanos / 1000 - user;
        basic.putInt(0, (int) (user / 1_000_000)).putInt(4, (int) (user % 1_000_000));
        basic.putInt(8, (int) (system / 1_000_000)).putInt(12, (int) (system % 1_000_000));
        basic.putInt(16, 1000).putInt(24, 1);
        basic.asIntBuffer().get(info, 0, 10);
        count[0] = 10;
        return 0;
    }

    @Override
    public int pthread_mach_thread_np() {
        return (int) Thread.currentThread().getId() * 256 + 3;
    }

    @Override
    public synchronized int open(byte[] path, int flags) {
        Path file = Path.of(new String(path, 0, path.length - 1, StandardCharsets.UTF_8));
        calls.add("open " + file.getFileName() + " 0x" + Integer.toHexString(flags));
        boolean wantsDirectory = (flags & 0x100000) != 0;
        if (path[path.length - 1] != 0 || failsAs("open")) {
            return -1;
        }
        if (!Files.exists(file)) {
            return failed(ENOENT);
        }
        if (wantsDirectory && !Files.isDirectory(file)) {
            return failed(ENOTDIR);
        }
        try {
            StandardOpenOption option = (flags & 2) != 0 ? StandardOpenOption.WRITE : StandardOpenOption.READ;
            files.put(++lastFile, FileChannel.open(file, option));
            return lastFile;
        } catch (IOException e) {
            return failed(EINVAL);
        }
    }

    @Override
    public synchronized int close(int file) {
        calls.add("close");
        try (FileChannel closed = files.remove(file)) {
            return closed == null ? failed(EBADF) : 0;
        } catch (IOException e) {
            return failed(EINVAL);
        }
    }

    @Override
    public synchronized int fsync(int file) {
        calls.add("fsync");
        return failsAs("fsync") ? -1 : force(file);
    }

    @Override
    public synchronized int ftruncate(int file, long size) {
        calls.add("ftruncate " + size);
        if (failsAs("ftruncate")) {
            return -1;
        }
        try {
            files.get(file).write(ByteBuffer.allocate(1), size - 1);
            return 0;
        } catch (IOException e) {
            return failed(EINVAL);
        }
    }

    @Override
    public synchronized int fcntl(int file, int command) {
        calls.add("fcntl " + command);
        if (failsAs("fcntl") || failsAs("fcntl " + command)) {
            return -1;
        }
        return command == 51 || command == 85 ? force(file) : failed(EINVAL);
    }

    @Override
    public synchronized int fcntl(int file, int command, byte[] argument) {
        ByteBuffer store = ByteBuffer.wrap(argument).order(ByteOrder.LITTLE_ENDIAN);
        calls.add("fcntl " + command + " flags " + store.getInt(0) + " mode " + store.getInt(4) + " offset "
                + store.getLong(8) + " length " + store.getLong(16));
        if (failsAs("fcntl " + command) || failsAs("fcntl " + command + " flags " + store.getInt(0))) {
            return -1;
        }
        if (command != 42 || argument.length != 32 || store.getInt(4) != 3) {
            return failed(EINVAL);
        }
        store.putLong(24, store.getLong(16));
        return files.containsKey(file) ? 0 : failed(EBADF);
    }

    private int force(int file) {
        try {
            FileChannel channel = files.get(file);
            if (channel == null) {
                return failed(EBADF);
            }
            channel.force(true);
            return 0;
        } catch (IOException e) {
            return failed(EINVAL);
        }
    }

    @Override
    public int getpagesize() {
        return 16_384;
    }

    @Override
    public synchronized long mmap(long address, long length, int protection, int flags, int file, long offset) {
        calls.add("mmap " + length + " " + protection + " 0x" + Integer.toHexString(flags) + " " + file);
        if (failsAs("mmap")) {
            return -1;
        }
        Memory memory = new Memory(length);
        memory.clear();
        mapped.put(com.sun.jna.Pointer.nativeValue(memory), memory);
        return com.sun.jna.Pointer.nativeValue(memory);
    }

    @Override
    public synchronized int munmap(long address, long length) {
        calls.add("munmap " + length);
        return mapped.remove(address) == null ? failed(EINVAL) : 0;
    }

    @Override
    public synchronized int mlock(long address, long length) {
        calls.add("mlock " + length);
        return failsAs("mlock") ? -1 : 0;
    }

    @Override
    public synchronized int munlock(long address, long length) {
        calls.add("munlock " + length);
        return 0;
    }

    @Override
    public synchronized int minherit(long address, long length, int inheritance) {
        calls.add("minherit " + length + " " + inheritance);
        return failsAs("minherit") ? -1 : 0;
    }

    @Override
    public int errno() {
        return errno.get();
    }

    private boolean failsAs(String call) {
        Integer number = failures.get(call);
        if (number != null) {
            errno.set(number);
        }
        return number != null;
    }

    private int failed(int number) {
        errno.set(number);
        return -1;
    }
}
