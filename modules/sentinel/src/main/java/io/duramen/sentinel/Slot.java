// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.CpuClock;
import io.duramen.clock.ThreadRef;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one thread, and the last reading of its clock. Written by that thread alone; others look through the watches,
 * which can stand that.
 */
final class Slot {
    /** How old the reading is that a transaction may start from. */
    static final long ANCHOR_NANOS = 10_000_000;

    /** How many transactions after a suspect are measured precisely. */
    static final int PRECISE_AFTER_SUSPECT = 1024;

    private static final int MAX_DEPTH = 1024;

    private final Judge judge;
    private final Thread thread;
    private final @Nullable ThreadRef ref;
    private volatile Watch[] watches = {};
    private int depth;
    private long anchorWall;
    private long anchorCpu;
    private int preciseLeft;

    Slot(Judge judge, @Nullable ThreadRef ref) {
        this.judge = judge;
        this.thread = Thread.currentThread();
        this.ref = ref;
        this.anchorWall = judge.nanoTime();
        this.anchorCpu = judge.readAtStart();
    }

    Watch start(Kind kind, @Nullable String label) {
        Watch watch = next(kind);
        long now = judge.nanoTime();
        boolean measured = preciseLeft > 0 || judge.isPrecise() || kind.isPrecise();
        if (measured || now - anchorWall >= ANCHOR_NANOS) {
            anchor(now);
        }
        if (preciseLeft > 0) {
            preciseLeft--;
        }
        watch.open(kind, label, measured, now, slack(now - anchorWall), anchorCpu);
        depth++;
        return watch;
    }

    Watch join(Share share) {
        Watch watch = next(share.kind());
        Watch.Role role = Watch.Role.PART;
        for (int i = 0; i < depth; i++) {
            role = watches[i].isPartOf(share) ? Watch.Role.INSIDE_PART : role;
        }
        long now = judge.nanoTime();
        anchor(now);
        watch.openPart(share, role, now, anchorCpu);
        depth++;
        return watch;
    }

    /** The next watch to open. Those on top that were ended elsewhere are left to whoever ended them. */
    private Watch next(Kind kind) {
        Watch[] all = watches;
        while (depth > 0 && !all[depth - 1].isOpen()) {
            all[--depth] = new Watch(this, kind);
        }
        if (depth < all.length) {
            return all[depth];
        }
        if (depth == MAX_DEPTH) {
            throw new IllegalStateException(
                    MAX_DEPTH + " transactions are open on thread " + thread.getName() + ": are they never ended?");
        }
        Watch[] more = Arrays.copyOf(all, Math.max(4, 2 * all.length));
        for (int i = all.length; i < more.length; i++) {
            more[i] = new Watch(this, kind);
        }
        watches = more;
        return more[depth];
    }

    /** The wall clock may be slewed, by 0.05 % where Linux does it, and the thread's clock is not. */
    private static long slack(long wall) {
        return wall + (wall >> 10);
    }

    private void anchor(long now) {
        long cpu = judge.readAtStart();
        anchorWall = now;
        anchorCpu = cpu;
    }

    /** Reads the clock at the end of a transaction; the reading serves those to come. */
    long readAtEnd(long now) {
        long cpu = judge.readQuietly();
        if (cpu != CpuClock.UNKNOWN) {
            anchorWall = now;
            anchorCpu = cpu;
        }
        return cpu;
    }

    void suspect() {
        preciseLeft = PRECISE_AFTER_SUSPECT;
    }

    /** The thread ended it. One that does not lie on top waits until it does. */
    void ended(Watch watch) {
        if (depth > 0 && watches[depth - 1] == watch) {
            depth--;
        }
    }

    /** For other threads. */
    void lookAt(LookAt look) {
        for (Watch watch : watches) {
            look.at(this, watch);
        }
    }

    /** What another thread does with each watch. */
    interface LookAt {
        void at(Slot slot, Watch watch);
    }

    Judge judge() {
        return judge;
    }

    Thread thread() {
        return thread;
    }

    @Nullable
    ThreadRef ref() {
        return ref;
    }
}
