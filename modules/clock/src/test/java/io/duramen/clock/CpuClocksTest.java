// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Feature;
import io.duramen.clock.jdk.JdkCpuClockProvider;
import io.duramen.clock.spi.CpuClockProvider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CpuClocksTest {

    @Test
    void theBuiltInClockIsFoundOnceAndByName() {
        List<String> names =
                CpuClocks.all().stream().map(CpuClockProvider::name).toList();

        assertEquals(List.of("jdk"), names);
        assertEquals("jdk", CpuClocks.named("jdk").orElseThrow().name());
        assertEquals(Optional.empty(), CpuClocks.named("sundial"));
        assertEquals("jdk", CpuClocks.best().name());
    }

    @Test
    @Tag("S1.42")
    void theBestIsTheHighestThatWorksHere() {
        CpuClockProvider refused = new Unavailable("elsewhere", CpuClockProvider.NATIVE);

        assertEquals(
                "jdk",
                CpuClocks.best(List.of(refused, new JdkCpuClockProvider())).name());
    }

    @Test
    @Tag("S1.42")
    @Tag("F14")
    void whereNoClockWorksTheReasonOfEachIsGiven() {
        List<CpuClockProvider> none = List.of(new Unavailable("one", 10), new Unavailable("two", 0));

        CpuClockException e = assertThrows(CpuClockException.class, () -> CpuClocks.best(none));

        assertEquals(CpuClockException.Kind.UNSUPPORTED, e.kind());
        assertEquals("CLOCK_UNSUPPORTED", e.code());
        assertTrue(e.getMessage().endsWith("one: no such system; two: no such system"), e::getMessage);
        assertTrue(e.getMessage().contains(System.getProperty("os.name")), e::getMessage);
    }

    private record Unavailable(String name, int priority) implements CpuClockProvider {
        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public List<Feature> probe() {
            return List.of(Feature.unsupported("current-thread", "no such system", null));
        }

        @Override
        public CpuClock open() {
            throw new AssertionError("opened though not available");
        }
    }
}
