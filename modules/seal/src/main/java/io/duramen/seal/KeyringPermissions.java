// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses a keyring that others may read or write, as {@code ssh} refuses such a key. */
final class KeyringPermissions {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.copyOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    private static final Path SELF = Path.of("/proc/self");
    private static final String ROOT = "root";

    private KeyringPermissions() {}

    /** Checks the files; returns whether there was anything to check. */
    static boolean check(Storage storage) {
        if (!(storage instanceof NioStorage files)) {
            return false;
        }
        Path root = files.root();
        boolean checked = false;
        for (String name : List.of(KeyringFiles.PRIMARY, KeyringFiles.BACKUP)) {
            checked |= check(root.resolve(name), storage.describe(name), "keyring");
        }
        return checked;
    }

    /** Checks one file that holds a key. */
    static void checkFile(Path file, String what) {
        check(file, file.toString(), what);
    }

    private static boolean check(Path file, String name, String what) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view == null) {
                return false;
            }
            PosixFileAttributes attributes = view.readAttributes();
            String why = objection(attributes.permissions(), attributes.owner(), self());
            if (why != null) {
                throw refused(name, what, why);
            }
            return true;
        } catch (NoSuchFileException notThere) {
            return false;
        } catch (IOException failed) {
            throw new StorageException(
                    StorageException.Kind.IO,
                    "read the permissions of",
                    name,
                    String.valueOf(failed.getMessage()),
                    failed);
        }
    }

    /** Says what is wrong, or {@code null}. The superuser may open anybody's keyring: he could read it anyway. */
    static @Nullable String objection(
            Set<PosixFilePermission> permissions, UserPrincipal owner, @Nullable UserPrincipal self) {
        if (!OWNER_ONLY.containsAll(permissions)) {
            return "has permissions " + PosixFilePermissions.toString(permissions) + " instead of rw-------";
        }
        if (self != null && !self.equals(owner) && !self.getName().equals(ROOT)) {
            return "belongs to " + owner.getName() + ", and this process runs as " + self.getName();
        }
        return null;
    }

    private static KeyringPermissionsException refused(String name, String what, String why) {
        return new KeyringPermissionsException(
                "refusing the " + what + " " + name + ": it " + why,
                Map.of("file", name, "expected", "rw------- and its own user", "found", why),
                "run: chmod 600 " + name + " as its owner, and change the password if others may have read it");
    }

    private static @Nullable UserPrincipal self() throws IOException {
        if (Files.exists(SELF)) {
            return Files.getOwner(SELF);
        }
        try {
            return SELF.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException unknownUser) {
            return null;
        }
    }
}
