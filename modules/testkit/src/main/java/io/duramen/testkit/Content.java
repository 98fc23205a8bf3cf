// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The bytes of a simulated file. Copies share pages until one of them writes, so that a crash state costs little. */
final class Content {
    private static final int PAGE = 4096;
    private static final byte[] ZEROS = new byte[PAGE];

    private byte[][] pages;
    private boolean[] owned;
    private long size;

    Content() {
        this(new byte[0][], 0);
    }

    private Content(byte[][] pages, long size) {
        this.pages = pages;
        this.owned = new boolean[pages.length];
        this.size = size;
    }

    Content copy() {
        Arrays.fill(owned, false);
        return new Content(pages.clone(), size);
    }

    long size() {
        return size;
    }

    /** Cuts off, or extends with zeros. */
    void resize(long newSize) {
        if (newSize < size) {
            int kept = Math.toIntExact((newSize + PAGE - 1) / PAGE);
            pages = Arrays.copyOf(pages, kept);
            owned = Arrays.copyOf(owned, kept);
            int tail = (int) (newSize % PAGE);
            if (tail > 0) {
                Arrays.fill(own(kept - 1), tail, PAGE, (byte) 0); // so that extending it again reads as zeros
            }
        } else {
            grow(newSize);
        }
        size = newSize;
    }

    void write(long offset, byte[] source, int from, int length) {
        extend(offset + length);
        for (int done = 0; done < length; ) {
            int in = (int) ((offset + done) % PAGE);
            int n = Math.min(PAGE - in, length - done);
            System.arraycopy(source, from + done, own(Math.toIntExact((offset + done) / PAGE)), in, n);
            done += n;
        }
    }

    void write(long offset, byte[] source) {
        write(offset, source, 0, source.length);
    }

    void zero(long offset, long length) {
        for (long done = 0; done < length; ) {
            int n = (int) Math.min(PAGE, length - done);
            write(offset + done, ZEROS, 0, n);
            done += n;
        }
    }

    void noise(long offset, long length, SplittableRandom random) {
        byte[] noise = new byte[(int) Math.min(PAGE, length)];
        for (long done = 0; done < length; ) {
            int n = (int) Math.min(noise.length, length - done);
            for (int i = 0; i < n; i++) {
                noise[i] = (byte) random.nextInt();
            }
            write(offset + done, noise, 0, n);
            done += n;
        }
    }

    /** Reads as much as there is, without a check against the end. */
    void read(long offset, ByteBuffer target, int length) {
        for (int done = 0; done < length; ) {
            int in = (int) ((offset + done) % PAGE);
            int n = Math.min(PAGE - in, length - done);
            target.put(pages[Math.toIntExact((offset + done) / PAGE)], in, n);
            done += n;
        }
    }

    byte[] bytes() {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
        read(0, all, all.capacity());
        return all.array();
    }

    private void extend(long end) {
        if (end > size) {
            grow(end);
            size = end;
        }
    }

    private void grow(long end) {
        int needed = Math.toIntExact((end + PAGE - 1) / PAGE);
        int before = pages.length;
        if (needed > before) {
            pages = Arrays.copyOf(pages, needed);
            owned = Arrays.copyOf(owned, needed);
            Arrays.fill(pages, before, needed, ZEROS);
        }
    }

    private byte[] own(int page) {
        if (!owned[page]) {
            pages[page] = pages[page].clone();
            owned[page] = true;
        }
        return pages[page];
    }
}
