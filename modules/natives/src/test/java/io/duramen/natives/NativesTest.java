// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Support;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativesTest {

    @Test
    void jnaLoadsHereAndTheAnswerIsRemembered() {
        NativeAccess access = Natives.access();

        assertInstanceOf(NativeAccess.Granted.class, access);
        assertSame(access, Natives.access());
        assertEquals(List.of(), access.features());
    }

    @Test
    void aRefusalOfTheJvmNamesTheFlag() {
        // JNA loads its native part in its static initialiser, so that the JVM's refusal arrives wrapped.
        NativeAccess.Refused refused = refused(new ExceptionInInitializerError(
                new IllegalCallerException("Illegal native access from: module com.sun.jna")));

        boolean named = com.sun.jna.Native.class.getModule().isNamed();
        assertEquals("the JVM denies native access to JNA", refused.reason());
        assertEquals(
                "start Java with --enable-native-access=" + (named ? "com.sun.jna" : "ALL-UNNAMED"), refused.remedy());
        assertEquals(Support.UNSUPPORTED, refused.features().get(0).support());
        assertEquals(refused.remedy(), refused.features().get(0).remedy());
    }

    @Test
    void jnaThatIsNotThereNamesTheJar() {
        NativeAccess.Refused refused = refused(new NoClassDefFoundError("com/sun/jna/Native"));

        assertTrue(String.valueOf(refused.remedy()).contains("net.java.dev.jna:jna-jpms"), refused::toString);
    }

    @Test
    void aTemporaryDirectoryWithoutExecutionNamesTheSetting() {
        NativeAccess.Refused refused = refused(new UnsatisfiedLinkError(
                "/tmp/jna1.tmp: failed to map segment from shared object: Operation not permitted"));

        assertTrue(String.valueOf(refused.remedy()).contains("-Djna.tmpdir="), refused::toString);
    }

    @Test
    void anotherVersionsNativePartNamesTheSetting() {
        NativeAccess.Refused refused = refused(
                new Error("\n\nThere is an incompatible JNA native library installed on this system\nExpected: 7"));

        assertEquals(
                "another version of JNA is installed on this system: "
                        + "There is an incompatible JNA native library installed on this system",
                refused.reason());
        assertEquals("start Java with -Djna.nosys=true", refused.remedy());
    }

    @Test
    void aMissingNativePartNamesTheSystem() {
        NativeAccess.Refused refused = refused(new UnsatisfiedLinkError(
                "Native library (com/sun/jna/x/libjnidispatch.so) not found in resource path"));

        assertTrue(refused.reason().contains("libjnidispatch.so"), refused::toString);
        assertTrue(String.valueOf(refused.remedy()).contains(System.getProperty("os.arch")), refused::toString);
    }

    @Test
    void aJvmThatIsOutOfMemoryIsNotCalledARefusal() {
        assertThrows(OutOfMemoryError.class, () -> refused(new OutOfMemoryError("heap")));
    }

    @Test
    void aModuleOfAPlugInLayerCannotBeGrantedByTheFlag() throws Exception {
        Path jar = Path.of(com.sun.jna.Native.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleLayer layer = ModuleLayer.boot()
                .defineModulesWithOneLoader(
                        ModuleLayer.boot()
                                .configuration()
                                .resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("com.sun.jna")),
                        null);
        Module module = layer.findModule("com.sun.jna").orElseThrow();

        assertTrue(Grant.to(module).contains("ModuleLayer.Controller.enableNativeAccess"), Grant.to(module));
        assertTrue(Grant.to(module).endsWith("com.sun.jna"), Grant.to(module));
        assertEquals("start Java with --enable-native-access=java.base", Grant.to(Object.class.getModule()));
    }

    private static NativeAccess.Refused refused(Error failure) {
        NativeAccess access = Natives.tryOut(() -> {
            throw failure;
        });
        return assertInstanceOf(NativeAccess.Refused.class, access);
    }
}
