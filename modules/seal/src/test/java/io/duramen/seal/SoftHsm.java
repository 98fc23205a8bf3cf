// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The real SoftHSM2 with a token in a directory of the build. Where it is not installed, the tests that need it are left out with
 * the reason, or fail if the environment variable DURAMEN_TOKEN_TESTS is set, as {@code .ci/run} does where it could install it.
 */
final class SoftHsm {
    static final char[] PIN = "567890".toCharArray();

    private static final String SETTINGS = "SOFTHSM2_CONF";
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    private SoftHsm() {}

    /** Makes a token, and returns the library. */
    static Path withToken() throws IOException, InterruptedException {
        Path library = LIBRARIES.stream()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
        String settings = System.getenv(SETTINGS);
        if (library == null || settings == null) {
            String why = library == null
                    ? "SoftHSM2 is not installed: apt-get install softhsm2"
                    : "the environment variable " + SETTINGS + " is not set, which the build does";
            if (System.getenv("DURAMEN_TOKEN_TESTS") != null) {
                fail(why);
            }
            Assumptions.abort(why);
        }
        Path file = Path.of(settings).toAbsolutePath();
        Path tokens = Files.createDirectories(
                file.resolveSibling("tokens-" + ProcessHandle.current().pid()));
        Files.writeString(
                file, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        if (isEmpty(tokens)) {
            run(
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    "duramen",
                    "--so-pin",
                    "123456",
                    "--pin",
                    new String(PIN));
        }
        return library;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var names = Files.list(directory)) {
            return names.findAny().isEmpty();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
