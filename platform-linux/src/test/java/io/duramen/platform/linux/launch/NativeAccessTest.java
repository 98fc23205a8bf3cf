// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.jna.Native;
import io.duramen.natives.Natives;
import io.duramen.platform.linux.LinuxCpuClockProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a JVM started with this or that flag takes, and what it says of what it cannot have. Each in a JVM of its own. */
@EnabledOnOs(OS.LINUX)
class NativeAccessTest {
    private static final Path OWN_JDK = Path.of(System.getProperty("java.home"));

    private final List<Path> withoutJna;
    private final List<Path> withJna;

    NativeAccessTest() throws Exception {
        withoutJna = Launch.duramen(LinuxCpuClockProvider.class, Natives.class);
        withJna = new ArrayList<>(withoutJna);
        withJna.add(Launch.location(Native.class));
    }

    @TestFactory
    @Tag("S1.36")
    @Tag("S1.42")
    List<DynamicTest> onTheJdkOfTheseTests() {
        return List.of(
                dynamicTest("class path: taken", () -> taken(Launch.onClassPath(OWN_JDK, withJna))),
                dynamicTest("module path: taken", () -> taken(Launch.onModulePath(OWN_JDK, withJna))),
                dynamicTest(
                        "without JNA: the jar is named",
                        () -> refused(
                                Launch.onClassPath(OWN_JDK, withoutJna),
                                "JNA is not there",
                                "add net.java.dev.jna:jna-jpms beside Duramen")),
                dynamicTest(
                        "without JNA's native part: the system is named",
                        () -> refused(
                                Launch.onClassPath(
                                        OWN_JDK,
                                        withJna,
                                        "-Djna.nosys=true",
                                        "-Djna.noclasspath=true",
                                        "-Djna.boot.library.path=/nowhere"),
                                "the native part did not load",
                                "has a native part for Linux on " + System.getProperty("os.arch"))),
                dynamicTest(
                        "another system: said",
                        () -> refused(
                                Launch.onClassPath(OWN_JDK, withJna, "-Dos.name=SunOS"),
                                "this is SunOS, not Linux",
                                "null")));
    }

    @TestFactory
    @Tag("S1.42")
    List<DynamicTest> onAJdkThatRefuses() throws Exception {
        Optional<Path> found = Launch.jdkThatCanRefuse();
        if (found.isEmpty()) {
            return List.of(); // none on this machine; the tests above have shown the same for other refusals
        }
        Path jdk = found.get();
        String deny = "--illegal-native-access=deny";
        return List.of(
                dynamicTest(
                        "class path, denied: the flag for the class path is named",
                        () -> refused(
                                Launch.onClassPath(jdk, withJna, deny),
                                "the JVM denies native access to JNA",
                                "start Java with --enable-native-access=ALL-UNNAMED]")),
                dynamicTest(
                        "class path, denied but granted: taken",
                        () -> taken(Launch.onClassPath(jdk, withJna, deny, "--enable-native-access=ALL-UNNAMED"))),
                dynamicTest(
                        "module path, denied: the flag for the module is named",
                        () -> refused(
                                Launch.onModulePath(jdk, withJna, deny),
                                "the JVM denies native access to JNA",
                                "start Java with --enable-native-access=com.sun.jna]")),
                dynamicTest(
                        "module path, denied but granted: taken",
                        () -> taken(Launch.onModulePath(jdk, withJna, deny, "--enable-native-access=com.sun.jna"))),
                dynamicTest("without a flag: taken, and the flag for later JDKs is named", () -> {
                    String output = Launch.onClassPath(jdk, withJna);
                    assertTrue(
                            output.contains("support=DEGRADED, reason=this JDK warns of native access, "
                                    + "a later one will refuse it, "
                                    + "remedy=start Java with --enable-native-access=ALL-UNNAMED]"),
                            output);
                    assertEquals(3, count(output, "taken linux-jna"), output);
                }));
    }

    private static void taken(String output) {
        assertEquals(3, count(output, "taken linux-jna"), output);
        assertEquals(3, count(output, "linux-jna true"), output);
        assertFalse(output.contains("UNSUPPORTED"), output);
    }

    private static void refused(String output, String reason, String remedy) {
        assertEquals(3, count(output, "taken jdk"), output);
        assertEquals(3, count(output, "linux-jna false"), output);
        assertEquals(3, count(output, "Feature[name=native-access, support=UNSUPPORTED, reason=" + reason), output);
        assertTrue(output.contains(remedy), output);
    }

    private static int count(String output, String text) {
        int count = 0;
        for (int at = output.indexOf(text); at >= 0; at = output.indexOf(text, at + 1)) {
            count++;
        }
        return count;
    }
}
