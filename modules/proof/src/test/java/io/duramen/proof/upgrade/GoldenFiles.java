// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.upgrade;

import io.duramen.proof.TestKeys;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of golden logs: a {@code zip} with what was on the disk, and beside it a text that says what an open has to find.
 *
 * <p>A release with a new format adds a directory beside the others, and never touches those. After {@code ./mvnw -pl
 * modules/proof -am test-compile}, with the class path of the tests:
 *
 * <pre>{@code
 * java -cp … io.duramen.proof.upgrade.GoldenFiles modules/proof/src/test/resources/golden/format-2
 * }</pre>
 */
public final class GoldenFiles {
    private static final long NO_TIME = 315_532_800_000L; // 1980, the first a zip knows

    private GoldenFiles() {}

    /**
     * Writes all golden logs with the code as it is.
     *
     * @param args the directory, which is made; no file in it may exist
     */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        for (GoldenLog golden : GoldenLog.values()) {
            SimDisk disk = golden.write();
            write(disk, directory.resolve(golden.file() + ".zip"));
            Files.writeString(directory.resolve(golden.file() + ".txt"), found(golden, disk.crash(0)));
        }
    }

    /** What an open for reading finds, then one for writing, in lines. */
    static String found(GoldenLog golden, SimDisk disk) {
        try (TestKeys keys = new TestKeys()) {
            String text;
            try (ReadableLog log = WriteAheadLog.openReadOnly(disk, golden.reading(disk, keys))) {
                text = "read-only: " + Findings.of(log);
            }
            try (WriteAheadLog log = WriteAheadLog.open(disk, golden.reading(disk, keys))) {
                return text + "open: " + Findings.of(log);
            }
        }
    }

    static void write(SimDisk disk, Path zip) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip, java.nio.file.StandardOpenOption.CREATE_NEW);
                ZipOutputStream entries = new ZipOutputStream(file)) {
            for (String name : disk.files().keySet()) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(NO_TIME);
                entries.putNextEntry(entry);
                entries.write(disk.bytes(name));
            }
        }
    }

    static SimDisk read(Path zip) throws IOException {
        SimDisk disk = SimDisk.create();
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
                put(disk, entry.getName(), entries.readAllBytes());
            }
        }
        return disk.crash(1); // where everything is durable
    }

    private static void put(SimDisk disk, String name, byte[] bytes) {
        int slash = name.lastIndexOf('/');
        if (slash > 0 && !disk.exists(name.substring(0, slash))) {
            disk.createDirectory(name.substring(0, slash));
        }
        try (StorageFile file = disk.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
        }
    }
}
