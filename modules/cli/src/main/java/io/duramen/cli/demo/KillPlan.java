// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Which kills there will be, and when the next one is due. Everything follows from the seed. */
final class KillPlan {
    private final List<Optional<KillPoint>> kills = new ArrayList<>();
    private final DemoOptions options;
    private final SplittableRandom random;

    /**
     * Plans kills: as many at named points as at random moments, but each point once before any random one.
     *
     * @param count how many
     * @param options say how long a roll or a checkpoint is waited for
     * @param seed what chance follows from
     */
    KillPlan(int count, DemoOptions options, long seed) {
        this.options = options;
        this.random = new SplittableRandom(seed);
        KillPoint[] points = KillPoint.values();
        int named = Math.min(count, Math.max(points.length, (count + 1) / 2));
        for (int i = 0; i < count; i++) {
            kills.add(i < named ? Optional.of(points[i % points.length]) : Optional.empty());
        }
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Optional<KillPoint> swapped = kills.get(i);
            kills.set(i, kills.get(j));
            kills.set(j, swapped);
        }
    }

    int size() {
        return kills.size();
    }

    /** Where a kill strikes; empty for a random moment. */
    Optional<KillPoint> kill(int index) {
        return kills.get(index);
    }

    /** Returns the fewest records that let every kill be reached. */
    int leastRecords() {
        return reserve(0) + 2 * (size() + 1);
    }

    /** Returns after how many acknowledgements of its run a kill is due, so that all later ones find enough to do. */
    int acknowledgements(int index, int recordsLeft) {
        int share = (recordsLeft - reserve(index)) / (size() - index + 1);
        return share < 2 ? 1 : share / 2 + random.nextInt(share);
    }

    /** Returns how long after the last acknowledgement a random kill strikes. */
    long delayNanos() {
        return random.nextLong(2_000_000);
    }

    /** How many records this and later kills may take until they are reached once they are due. */
    private int reserve(int from) {
        return kills.subList(from, kills.size()).stream()
                .mapToInt(kill -> kill.map(this::wait).orElse(2))
                .sum();
    }

    private int wait(KillPoint point) {
        return switch (point) {
            case MID_ROLL -> DemoOptions.RECORDS_A_SEGMENT;
            case MID_CHECKPOINT -> options.checkpointCommits() + 10;
            default -> 2;
        };
    }
}
