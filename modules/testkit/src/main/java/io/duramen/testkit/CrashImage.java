// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.testkit.SimNode.SimDirectory;
import io.duramen.testkit.SimNode.SimFile;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Draws one of the states a crash may leave: what was durable, and of the rest each change kept, dropped or torn. How likely
 * each is differs from file to file, so that a few draws also reach the states in which one file is ahead of another.
 */
final class CrashImage {
    /** The seed that drops everything not durable. */
    static final long NOTHING = 0;

    /** The seed that keeps everything. */
    static final long EVERYTHING = 1;

    private final SimOptions options;
    private final long seed;
    private final SplittableRandom random;
    private final Map<SimDirectory, Map<String, SimNode>> names = new HashMap<>();
    private final Map<SimFile, SimFile> files = new HashMap<>();

    CrashImage(SimOptions options, long seed) {
        this.options = options;
        this.seed = seed;
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ options.seed);
    }

    SimDirectory draw(SimDirectory root, List<NameChange> pending) {
        keptNames(pending).forEach(change -> change.apply(this::namesOf));
        return directory(root);
    }

    private Map<String, SimNode> namesOf(SimDirectory directory) {
        return names.computeIfAbsent(directory, d -> new TreeMap<>(d.durable));
    }

    private Iterable<NameChange> keptNames(List<NameChange> pending) {
        if (options.names == NameOrder.JOURNALLED) {
            return pending.subList(0, prefix(pending.size()));
        }
        double chance = chance();
        ArrayDeque<NameChange> kept = new ArrayDeque<>();
        for (int i = pending.size() - 1; i >= 0; i--) {
            NameChange change = pending.get(i);
            if (random.nextDouble() < chance || change.isNeededBy(kept)) {
                kept.addFirst(change);
            }
        }
        return kept;
    }

    private int prefix(int count) {
        if (seed == NOTHING || seed == EVERYTHING) {
            return seed == NOTHING ? 0 : count;
        }
        return random.nextInt(count + 1);
    }

    /** How likely it is that a change is kept: never, always, or one of a few odds drawn anew for each file. */
    private double chance() {
        if (seed == NOTHING || seed == EVERYTHING) {
            return seed == NOTHING ? 0 : 1;
        }
        return switch (random.nextInt(4)) {
            case 0 -> 0.1;
            case 1 -> 0.9;
            default -> 0.5;
        };
    }

    private SimDirectory directory(SimDirectory before) {
        SimDirectory after = new SimDirectory();
        Map<String, SimNode> changed = names.get(before);
        (changed == null ? before.durable : changed).forEach((name, node) -> {
            SimNode copy = node instanceof SimDirectory d ? directory(d) : file((SimFile) node);
            after.durable.put(name, copy);
            after.current.put(name, copy);
        });
        return after;
    }

    private SimFile file(SimFile before) {
        SimFile known = files.get(before);
        if (known == null) {
            Content content = before.durable.copy();
            damage(content, before.pending);
            known = new SimFile(content);
            known.unreadable.addAll(before.unreadable);
            files.put(before, known);
        }
        known.names++;
        return known;
    }

    private void damage(Content content, List<Change> pending) {
        double kept = chance();
        double torn = (1 - kept) / 2;
        for (Change change : pending) {
            double draw = random.nextDouble();
            if (draw < kept) {
                change.apply(content);
            } else if (change instanceof Change.Write write && seed != NOTHING) {
                if (draw < kept + torn) {
                    tear(content, write);
                } else {
                    drop(content, write);
                }
            }
        }
    }

    /** A dropped write may still have made the file longer: sizes are journalled apart from data. */
    private void drop(Content content, Change.Write write) {
        long missing = write.end() - content.size();
        if (missing > 0) {
            switch (random.nextInt(4)) {
                case 0 -> content.zero(content.size(), missing);
                case 1 -> content.noise(content.size(), missing, random);
                default -> {}
            }
        }
    }

    private void tear(Content content, Change.Write write) {
        int sector = options.sectorSize;
        for (long at = write.offset(); at < write.end(); ) {
            long next = Math.min(write.end(), (at / sector + 1) * sector);
            int from = (int) (at - write.offset());
            int length = (int) (next - at);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> content.write(at, write.bytes(), from, length);
                case 3 -> content.zero(at, length);
                case 4 -> content.noise(at, length, random);
                default -> {} // the sector was not reached
            }
            if (!options.powersafeOverwrite && length < sector && random.nextInt(3) == 0) {
                damageRest(content, at, next);
            }
            at = next;
        }
    }

    /** The device had erased the whole sector in order to write part of it. */
    private void damageRest(Content content, long from, long to) {
        int sector = options.sectorSize;
        long start = from / sector * sector;
        long end = Math.min(content.size(), start + sector);
        content.noise(start, Math.max(0, Math.min(from, end) - start), random);
        content.noise(to, Math.max(0, end - to), random);
    }
}
