// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Every jar is a bundle that resolves, every provider a service, and a framework that stops leaves nothing behind. */
@EnabledOnOs(OS.LINUX) // elsewhere the bundle of the Linux providers does not resolve, as it should
class FelixIT {
    private static final String CLOCK = "io.duramen.clock.spi.CpuClockProvider";

    @TempDir
    Path directory;

    @Test
    void everyProviderIsAService() throws Exception {
        try (EmbeddedFelix felix = start("services")) {
            assertEquals(List.of("JdkCpuClockProvider", "LinuxCpuClockProvider"), felix.providers(CLOCK));
            assertEquals(
                    List.of("LinuxStorageExtras", "NioStorageExtras"),
                    felix.providers("io.duramen.storage.spi.StorageExtras"));
            assertEquals(
                    List.of("JdkSecretMemoryProvider", "LinuxSecretMemoryProvider"),
                    felix.providers("io.duramen.crypto.spi.SecretMemoryProvider"));
            assertEquals(
                    List.of("BouncyCastleKeyDerivation", "NativeKeyDerivation"),
                    felix.providers("io.duramen.crypto.spi.KeyDerivation"));
            assertEquals(
                    List.of("JsonLinesProvider", "SegmentedWalProvider"),
                    felix.providers("io.duramen.wal.spi.WalProvider"));
            assertEquals(List.of("JournalStoreProvider"), felix.providers("io.duramen.commit.spi.StateStoreProvider"));
            assertEquals(
                    List.of("RepeatedFailuresProvider"), felix.providers("io.duramen.audit.spi.AuditDetectorProvider"));
            assertEquals(
                    List.of("LinesProvider", "SystemLoggerProvider"),
                    felix.providers("io.duramen.audit.spi.AuditSinkProvider"));
            assertEquals(
                    List.of(
                            "BytesKeysProvider",
                            "SignedLongKeysProvider",
                            "UnsignedLongKeysProvider",
                            "Utf8KeysProvider",
                            "UuidKeysProvider"),
                    felix.providers("io.duramen.views.spi.KeyCodecProvider"));
            assertEquals(
                    List.of("BytesValuesProvider", "JsonValuesProvider", "Utf8ValuesProvider"),
                    felix.providers("io.duramen.views.spi.ValueCodecProvider"));
        }
    }

    @Test
    void injectedServicesAreWhatFindersFindWhereAMediatorWeaves() throws Exception {
        try (EmbeddedFelix felix = start("woven")) {
            List<String> injected = withoutRoot(felix.run("injected", store("injected")));
            assertEquals("clock linux-jna", injected.get(0));
            assertEquals(injected, withoutRoot(felix.run("found", store("found"))));
        }
    }

    @Test
    void argon2OfTheWrappedBundleWorks() throws Exception {
        try (EmbeddedFelix felix = start("argon2")) {
            Object provider = bundle(felix, "io.duramen.kdf.jna")
                    .loadClass("io.duramen.kdf.jna.NativeKeyDerivation")
                    .getConstructor()
                    .newInstance();
            assertEquals(true, provider.getClass().getMethod("isAvailable").invoke(provider));
        }
    }

    @Test
    void theInternalPackageIsForThePlatformBundlesOnly() throws Exception {
        try (EmbeddedFelix felix = start("internal")) {
            Class<?> type = bundle(felix, "io.duramen.natives").loadClass("io.duramen.natives.Natives");
            Bundle platform = bundle(felix, "io.duramen.platform.linux");
            assertEquals(type, platform.loadClass("io.duramen.natives.Natives"));

            Bundle stranger = felix.context().installBundle("stranger", bundleThatImports("io.duramen.natives"));
            BundleException refused = assertThrows(BundleException.class, stranger::start);
            assertEquals(BundleException.RESOLVE_ERROR, refused.getType());
            Bundle guest = felix.context().installBundle("guest", bundleThatImports("io.duramen.clock"));
            guest.start();
            assertEquals(Bundle.ACTIVE, guest.getState());
        }
    }

    @Test
    @Tag("S1.36")
    void aPlatformBundleResolvesOnItsOwnSystemOnly() throws Exception {
        List<Path> others = Form.platformsOfOthers();
        assertEquals(2, others.size(), others::toString);
        for (Path jar : others) {
            try (EmbeddedFelix felix = start("other-" + jar.getFileName())) {
                Bundle bundle = felix.context().installBundle(jar.toUri().toString());
                BundleException refused = assertThrows(BundleException.class, bundle::start);
                assertEquals(BundleException.RESOLVE_ERROR, refused.getType());
            }
            String system = jar.toString().contains("windows") ? "Windows 10" : "Mac OS X";
            List<Path> bundles = new ArrayList<>(Form.bundles());
            bundles.removeIf(bundle -> bundle.getFileName().toString().startsWith("duramen-platform-"));
            bundles.add(jar);
            try (EmbeddedFelix felix = EmbeddedFelix.start(directory.resolve(system), bundles, system)) {
                assertEquals(2, felix.providers(CLOCK).size(), () -> "services on " + system);
            }
        }
    }

    @Test
    void threeRestartsInOneJvmLeaveNoThreadBehind() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        for (int i = 0; i < 3; i++) {
            try (EmbeddedFelix felix = start("restart-" + i)) {
                List<String> said = felix.run("injected", store("restarted-" + i));
                assertEquals("OK", said.get(said.size() - 1));
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && !mayStay(thread)) {
                thread.join(30_000); // one that is on its way out gets there
                assertFalse(thread.isAlive(), () -> thread + " was left behind");
            }
        }
    }

    /** JNA's thread outlives the libraries it watches by half a minute; the JDK keeps some for all. */
    private static boolean mayStay(Thread thread) {
        return thread.getName().equals("JNA Cleaner")
                || thread.getName().equals("process reaper")
                || thread.getName().startsWith("ForkJoinPool.commonPool");
    }

    private EmbeddedFelix start(String cache) throws Exception {
        return EmbeddedFelix.start(directory.resolve(cache), Form.bundles());
    }

    private Path store(String name) throws Exception {
        return Files.createDirectory(directory.resolve(name));
    }

    private static List<String> withoutRoot(List<String> said) {
        return said.stream().filter(line -> !line.startsWith("root ")).toList();
    }

    /** A bundle of a manifest and nothing else. */
    private static InputStream bundleThatImports(String name) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "importer.of." + name);
        headers.putValue("Import-Package", name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Bundle bundle(EmbeddedFelix felix, String name) {
        for (Bundle bundle : felix.context().getBundles()) {
            if (name.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + name);
    }
}
