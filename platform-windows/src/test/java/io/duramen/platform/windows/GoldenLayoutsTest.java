// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every number handed to Windows, and every function called, is what a compiler read in Windows' own headers. */
class GoldenLayoutsTest {
    private static final String GOLDEN = "/windows-layouts.txt";

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
    @Tag("S1.39")
    void everyConstantIsTheCompilers() throws IllegalAccessException {
        int compared = 0;
        for (Class<?> type : List.of(Win32.class, WinError.class)) {
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
        assertTrue(compared >= 42, compared + " constants compared");
    }

    @Test
    void everyFunctionIsThere() {
        assertEquals(
                Arrays.stream(Kernel32.class.getDeclaredMethods())
                        .filter(method -> Modifier.isNative(method.getModifiers()))
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new)),
                symbols);
    }

    @Test
    void theTypesAreAsWideAsTheyAreMapped() {
        assertEquals(
                List.of("8", "8", "4", "4", "2"),
                List.of(
                        golden.get("SIZEOF_HANDLE"),
                        golden.get("SIZEOF_SIZE_T"),
                        golden.get("SIZEOF_BOOL"),
                        golden.get("SIZEOF_DWORD"),
                        golden.get("SIZEOF_WCHAR")));
    }
}
