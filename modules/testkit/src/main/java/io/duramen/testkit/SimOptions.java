// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/**
 * What kind of disk and file system a {@link SimDisk} is. The default is the worst that still keeps every promise of {@link
 * io.duramen.storage.Storage}: sectors of 512 bytes, strict names, powersafe overwrite, syncs that tell the truth, no limit.
 *
 * <p>Immutable; every method returns changed options.
 */
public final class SimOptions {
    private static final SimOptions DEFAULTS = new SimOptions();

    int sectorSize = 512;
    NameOrder names = NameOrder.STRICT;
    boolean powersafeOverwrite = true;
    boolean forceKeepsNames;
    boolean lyingSync;
    boolean delayedAllocation;
    boolean shortWrites;
    boolean noiseInReserved;
    boolean directWrites = true;
    long capacity = Long.MAX_VALUE;
    long seed;

    private SimOptions() {}

    private SimOptions(SimOptions o) {
        sectorSize = o.sectorSize;
        names = o.names;
        powersafeOverwrite = o.powersafeOverwrite;
        forceKeepsNames = o.forceKeepsNames;
        lyingSync = o.lyingSync;
        delayedAllocation = o.delayedAllocation;
        shortWrites = o.shortWrites;
        noiseInReserved = o.noiseInReserved;
        directWrites = o.directWrites;
        capacity = o.capacity;
        seed = o.seed;
    }

    /**
     * Returns the default.
     *
     * @return the options
     */
    public static SimOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Changes how many bytes the device writes in one piece or not at all.
     *
     * @param bytes 512 or 4096
     * @return the changed options
     */
    public SimOptions withSectorSize(int bytes) {
        if (bytes != 512 && bytes != 4096) {
            throw new IllegalArgumentException("sector size " + bytes + " is neither 512 nor 4096");
        }
        SimOptions changed = new SimOptions(this);
        changed.sectorSize = bytes;
        return changed;
    }

    /**
     * Changes which names a crash may keep.
     *
     * @param order the rule
     * @return the changed options
     */
    public SimOptions withNames(NameOrder order) {
        SimOptions changed = new SimOptions(this);
        changed.names = order;
        return changed;
    }

    /**
     * Changes whether a write cut off by a crash leaves the bytes beside it in its sectors alone. If it does not, the rest
     * of such a sector may hold noise afterwards, also bytes that were durable.
     *
     * @param safe {@code true} if it does
     * @return the changed options
     */
    public SimOptions withPowersafeOverwrite(boolean safe) {
        SimOptions changed = new SimOptions(this);
        changed.powersafeOverwrite = safe;
        return changed;
    }

    /**
     * Changes whether a force also makes the file's names durable, as on ext4 and Btrfs. Only to show that a program does not
     * depend on it being so.
     *
     * @param keeps {@code true} if it does
     * @return the changed options
     */
    public SimOptions withForceKeepsNames(boolean keeps) {
        SimOptions changed = new SimOptions(this);
        changed.forceKeepsNames = keeps;
        return changed;
    }

    /**
     * Changes whether forces and directory syncs return without having done anything, as with a device that loses its cache.
     * Whatever was acknowledged may then be gone, but what is left should still be consistent.
     *
     * @param lying {@code true} if they do nothing
     * @return the changed options
     */
    public SimOptions withLyingSync(boolean lying) {
        SimOptions changed = new SimOptions(this);
        changed.lyingSync = lying;
        return changed;
    }

    /**
     * Changes whether only a force finds out that the disk is full; it then fails and the data is lost.
     *
     * @param delayed {@code true} if so, {@code false} if the write fails
     * @return the changed options
     */
    public SimOptions withDelayedAllocation(boolean delayed) {
        SimOptions changed = new SimOptions(this);
        changed.delayedAllocation = delayed;
        return changed;
    }

    /**
     * Changes whether writes may take fewer bytes than they are given.
     *
     * @param may {@code true} if they may
     * @return the changed options
     */
    public SimOptions withShortWrites(boolean may) {
        SimOptions changed = new SimOptions(this);
        changed.shortWrites = may;
        return changed;
    }

    /**
     * Changes what space reads as that was preallocated and never written. Noise is what a device without a file system
     * would give; it breaks the promise of {@code preallocate}.
     *
     * @param noise {@code true} for noise, {@code false} for zeros
     * @return the changed options
     */
    public SimOptions withNoiseInReserved(boolean noise) {
        SimOptions changed = new SimOptions(this);
        changed.noiseInReserved = noise;
        return changed;
    }

    /**
     * Changes whether files can be written past the cache, in blocks of {@link SimDisk#BLOCK_BYTES}. If not, opening one so is
     * refused as on tmpfs.
     *
     * @param has {@code true} if they can
     * @return the changed options
     */
    public SimOptions withDirectWrites(boolean has) {
        SimOptions changed = new SimOptions(this);
        changed.directWrites = has;
        return changed;
    }

    /**
     * Changes how much fits.
     *
     * @param bytes the bytes that fit, names included at {@link SimDisk#NAME_BYTES} each
     * @return the changed options
     */
    public SimOptions withCapacity(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("capacity " + bytes + " is negative");
        }
        SimOptions changed = new SimOptions(this);
        changed.capacity = bytes;
        return changed;
    }

    /**
     * Changes the seed, which decides short writes and noise and, with the crash's own seed, what a crash leaves.
     *
     * @param number any number
     * @return the changed options
     */
    public SimOptions withSeed(long number) {
        SimOptions changed = new SimOptions(this);
        changed.seed = number;
        return changed;
    }

    /** Returns the seed, and what differs from the default. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("sectors of " + sectorSize + " bytes, names " + names);
        text.append(powersafeOverwrite ? "" : ", not powersafe");
        text.append(forceKeepsNames ? ", force keeps names" : "");
        text.append(lyingSync ? ", lying sync" : "");
        text.append(delayedAllocation ? ", delayed allocation" : "");
        text.append(shortWrites ? ", short writes" : "");
        text.append(noiseInReserved ? ", noise in reserved space" : "");
        text.append(directWrites ? "" : ", no direct writes");
        text.append(capacity == Long.MAX_VALUE ? "" : ", capacity " + capacity);
        return text.append(", seed ").append(seed).toString();
    }
}
