// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a password takes to become a key: every provider that is available here, each cost in turn, but for those of more than
 * ten KiB a record.
 */
final class Argon2Goal implements Goal {
    static final List<Argon2Cost> COSTS =
            List.of(Argon2Cost.FLOOR, Argon2Cost.DEFAULT, new Argon2Cost(256 << 10, 3, 4));

    private static final int TURNS = 2;
    private static final int KEY_BYTES = 64;
    private static final byte[] NOTHING = {};

    @Override
    public String name() {
        return "argon2";
    }

    /** One provider loads the C code. */
    @Override
    public List<String> jvmFlags() {
        return List.of("--enable-native-access=ALL-UNNAMED");
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        Map<String, List<Double>> used = new LinkedHashMap<>();
        List<KeyDerivation> providers =
                KeyDerivations.all().stream().filter(KeyDerivation::isAvailable).toList();
        for (int turn = 0; turn <= TURNS; turn++) {
            // the first is interpreted for a while, whatever it costs
            for (Argon2Cost cost : turn == 0 ? List.of(Argon2Cost.FLOOR) : costs(effort)) {
                for (KeyDerivation provider : providers) {
                    long began = System.nanoTime();
                    double seconds = Processor.seconds(() -> derive(provider, cost));
                    if (turn > 0) {
                        note(millis, figure(provider.name(), cost, "ms"), (System.nanoTime() - began) / 1e6);
                        note(used, figure(provider.name(), cost, "CPU ms"), seconds * 1e3);
                    }
                }
            }
        }
        millis.putAll(used);
        Map<String, Double> figures = new LinkedHashMap<>();
        millis.forEach((name, values) -> figures.put(
                name,
                Pair.median(values.stream().mapToDouble(Double::doubleValue).toArray())));
        return figures;
    }

    private static List<Argon2Cost> costs(Effort effort) {
        return COSTS.stream()
                .filter(cost -> cost.memoryKiB() <= 10L * effort.records())
                .toList();
    }

    static String figure(String provider, Argon2Cost cost, String unit) {
        return provider + ", " + title(cost) + ": " + unit;
    }

    static String title(Argon2Cost cost) {
        return cost.memoryKiB() / 1024 + " MiB, passes " + cost.passes() + ", lanes " + cost.lanes();
    }

    private static void note(Map<String, List<Double>> values, String name, double value) {
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    private static void derive(KeyDerivation provider, Argon2Cost cost) {
        byte[] password = "of the bench".getBytes(StandardCharsets.UTF_8);
        byte[] unused = provider.argon2id(password, new byte[32], NOTHING, NOTHING, cost, KEY_BYTES);
    }
}
