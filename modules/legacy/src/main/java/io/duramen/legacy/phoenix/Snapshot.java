// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.phoenix;

import static io.duramen.legacy.phoenix.SnapshotLayout.*;

import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** A snapshot, read once. Links and special files in it are told and neither read nor followed. */
final class Snapshot {
    private static final int CHUNK_BYTES = 1 << 16;

    private final LegacySource source;
    private final String id;
    private final List<SnapshotFile> files = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private final List<ImportDamage> damage = new ArrayList<>();
    private final boolean complete;

    private Snapshot(LegacySource source, String id) {
        this.source = source;
        this.id = id;
        this.complete = source.isDirectory(root() + "/" + DATA);
    }

    static Snapshot read(LegacySource source, String id) {
        Snapshot snapshot = new Snapshot(source, id);
        if (snapshot.complete) {
            snapshot.walk();
            if (source.isDirectory(snapshot.root() + "/" + TEMP)) {
                snapshot.tell(snapshot.root() + "/" + TEMP, BESIDE_DATA);
            }
        } else {
            snapshot.tell(snapshot.root(), SNAPSHOT_INCOMPLETE);
        }
        return snapshot;
    }

    /** Goes through all directories, one after the other; however deep they are nested. */
    private void walk() {
        Deque<String> open = new ArrayDeque<>(List.of(""));
        while (!open.isEmpty()) {
            String directory = open.pop();
            for (String entry : source.list(file(directory))) {
                String path = directory.isEmpty() ? entry : directory + "/" + entry;
                if (path.endsWith("/")) {
                    String inner = path.substring(0, path.length() - 1);
                    directories.add(inner);
                    open.push(inner);
                } else if (source.isFile(file(path))) {
                    files.add(hashed(path));
                } else {
                    tell(file(path), NOT_A_FILE);
                }
            }
        }
        files.sort(SnapshotFile.ORDER);
    }

    private SnapshotFile hashed(String path) {
        MessageDigest digest = sha256();
        long size = update(digest, path);
        return new SnapshotFile(path, size, HexFormat.of().formatHex(digest.digest()));
    }

    private long update(MessageDigest digest, String path) {
        String name = file(path);
        byte[] chunk = new byte[CHUNK_BYTES];
        long size = 0;
        try (SourceFile file = source.open(name);
                InputStream in = file.stream(0, Long.MAX_VALUE)) {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                size += n;
            }
        } catch (IOException e) {
            throw new LegacyReadException(source.describe(name), e);
        }
        return size;
    }

    private void tell(String file, String reason) {
        damage.add(new ImportDamage(file, 0, -1, reason));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String id() {
        return id;
    }

    /** Where it is, relative to the source. */
    String root() {
        return DIRECTORY + "/" + id;
    }

    /** The name of one of its files relative to the source; of its data if the path is empty. */
    String file(String path) {
        return root() + "/" + DATA + (path.isEmpty() ? "" : "/" + path);
    }

    /** Whether it was finished: its data has its name only then. */
    boolean isComplete() {
        return complete;
    }

    /** The files in order of their paths. */
    List<SnapshotFile> files() {
        return files;
    }

    List<ImportDamage> damage() {
        return damage;
    }

    /** The names that Phoenix's own checksum covers: of files at the top only. */
    List<String> legacyCovers() {
        return files.stream()
                .filter(SnapshotFile::isTopLevel)
                .map(SnapshotFile::path)
                .toList();
    }

    /** What Phoenix's own checksum is if the directory was listed by name: of the contents of those files, joined. */
    String legacyChecksum() {
        MessageDigest digest = sha256();
        legacyCovers().forEach(path -> update(digest, path));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** One checksum over every path, of directories too, and every content. */
    String contentDigest() {
        return ContentDigest.of(directories, files);
    }

    byte[] content(String path) {
        return source.read(file(path), MAX_FILE_BYTES);
    }
}
