// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in the image that the application needs. */
class ImageIT {

    @Test
    void theImageHoldsWhatTheApplicationNeedsAndNoMore() throws Exception {
        Path java = Form.IMAGE.java(Jdk.own());
        List<String> modules = Command.of(java, "--list-modules")
                .succeed()
                .lines()
                .map(line -> line.split("@", -1)[0])
                .toList();
        assertEquals(
                List.of(
                        "com.fasterxml.jackson.annotation",
                        "com.sun.jna",
                        "io.duramen.audit",
                        "io.duramen.base",
                        "io.duramen.clock",
                        "io.duramen.commit",
                        "io.duramen.crypto",
                        "io.duramen.it",
                        "io.duramen.natives",
                        "io.duramen.platform.linux",
                        "io.duramen.seal",
                        "io.duramen.storage",
                        "io.duramen.views",
                        "io.duramen.wal",
                        "org.bouncycastle.provider",
                        "tools.jackson.core",
                        "tools.jackson.databind"),
                modules.stream().filter(name -> !name.startsWith("java.")).toList());
        assertFalse(modules.contains("jdk.compiler"));
    }
}
