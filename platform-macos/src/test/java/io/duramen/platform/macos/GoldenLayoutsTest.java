// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every number handed to macOS, and every function called, is what a compiler read in Apple's headers. */
class GoldenLayoutsTest {
    private static final String GOLDEN = "/macos-layouts.txt";

    private final Map<String, String> golden = new TreeMap<>();
    private final TreeSet<String> symbols = new TreeSet<>();

    GoldenLayoutsTest() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream(GOLDEN)), StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("symbol")) {
                    symbols.add(words[1]);
                } else {
                    golden.put(words[0], words[1]);
                }
            }
        }
    }

    @Test
    @Tag("S1.40")
    void everyConstantIsTheCompilers() throws IllegalAccessException {
        int compared = 0;
        for (Class<?> type : List.of(Darwin.class, Errno.class)) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && !field.isSynthetic()
                        && field.getType().isPrimitive()) {
                    long ours = ((Number) field.get(null)).longValue();
                    assertEquals(golden.get(field.getName()), String.valueOf(ours), field.getName());
                    compared++;
                }
            }
        }
        assertTrue(compared >= 50, compared + " constants compared");
    }

    @Test
    void everyFunctionIsThere() {
        TreeSet<String> called = Stream.concat(
                        Arrays.stream(NativeLibSystem.Direct.class.getDeclaredMethods())
                                .filter(method -> Modifier.isNative(method.getModifiers())),
                        Arrays.stream(NativeLibSystem.Variadic.class.getDeclaredMethods()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(called, symbols);
    }

    @Test
    void theTypesAreAsWideAsTheyAreMapped() {
        assertEquals(
                List.of("8", "8", "8", "4"),
                List.of(
                        golden.get("SIZEOF_off_t"),
                        golden.get("SIZEOF_size_t"),
                        golden.get("SIZEOF_pthread_t"),
                        golden.get("SIZEOF_mach_port_t")));
    }
}
