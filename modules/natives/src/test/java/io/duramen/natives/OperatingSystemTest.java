// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;

class OperatingSystemTest {

    @Test
    @Tag("S1.36")
    void eachSystemIsKnownByTheNamesJavaGivesIt() {
        assertEquals(OperatingSystem.LINUX, OperatingSystem.named("Linux"));
        assertEquals(OperatingSystem.WINDOWS, OperatingSystem.named("Windows 11"));
        assertEquals(OperatingSystem.WINDOWS, OperatingSystem.named("Windows Server 2022"));
        assertEquals(OperatingSystem.MACOS, OperatingSystem.named("Mac OS X"));
        assertEquals(OperatingSystem.MACOS, OperatingSystem.named("Darwin"));
        assertEquals(OperatingSystem.OTHER, OperatingSystem.named("SunOS"));
        assertEquals(OperatingSystem.OTHER, OperatingSystem.named(""));
    }

    @Test
    @Tag("S1.36")
    void theSystemTheTestsRunOnIsDetected() {
        OperatingSystem expected = switch (OS.current()) {
            case LINUX -> OperatingSystem.LINUX;
            case WINDOWS -> OperatingSystem.WINDOWS;
            case MAC -> OperatingSystem.MACOS;
            default -> OperatingSystem.OTHER;
        };

        assertEquals(expected, OperatingSystem.current());
    }
}
