// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.store.own.Keyrings;
import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Two logs side by side, alike but for the sealing of one, and how their turns are compared. */
record Pair(Keyring keyring, WriteAheadLog plain, WriteAheadLog sealed) implements AutoCloseable {

    static Pair create(Path keys, Storage plain, Storage sealed, WalOptions options) throws Exception {
        Keyring keyring = Keyrings.in(keys);
        return new Pair(
                keyring,
                WriteAheadLog.create(plain, options),
                WriteAheadLog.create(sealed, sealedBy(keyring, options)));
    }

    static WalOptions sealedBy(Keyring keyring, WalOptions options) {
        return options.toBuilder().sealing(keyring).anchor(Anchor.none()).build();
    }

    /** Something that is measured of one of them. */
    interface Turn {
        double of(WriteAheadLog log) throws Exception;
    }

    /** What a number of turns gave, those of the same number one right behind the other. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Turns(double[] plain, double[] sealed) {
        double medianPlain() {
            return median(plain);
        }

        double medianSealed() {
            return median(sealed);
        }

        /** By how many percent the sealed one gave less. */
        double percentLess() {
            double[] ratios = new double[plain.length];
            Arrays.setAll(
                    ratios, i -> plain[i] == 0 ? 1 : sealed[i] / plain[i]); // an overloaded machine gives none at all
            return (1 - median(ratios)) * 100;
        }

        /** By how much the sealed one gave more. */
        double more() {
            double[] differences = new double[plain.length];
            Arrays.setAll(differences, i -> sealed[i] - plain[i]);
            return median(differences);
        }
    }

    /** Takes turns; whichever was first is second in the next. */
    Turns take(int count, Turn turn) throws Exception {
        Turns turns = new Turns(new double[count], new double[count]);
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                turns.plain[i] = turn.of(plain);
            }
            turns.sealed[i] = turn.of(sealed);
            if (i % 2 == 1) {
                turns.plain[i] = turn.of(plain);
            }
        }
        return turns;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public void close() {
        List.of(plain, sealed).forEach(WriteAheadLog::close);
        keyring.close();
    }
}
