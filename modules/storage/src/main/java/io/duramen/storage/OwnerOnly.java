// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes files and directories that their owner alone may use: by mode on POSIX file systems, by access control list on
 * Windows. A file system that knows neither, such as FAT, protects nothing, and nothing is tried there.
 */
final class OwnerOnly {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final boolean posix;
    private final boolean acl;

    OwnerOnly(FileSystem fileSystem) {
        Set<String> views = fileSystem.supportedFileAttributeViews();
        posix = views.contains("posix");
        acl = !posix && views.contains("acl");
    }

    /** The attributes to create a file with, so that no moment exists in which others may open it. */
    FileAttribute<?>[] fileAttributes() {
        return attributes(FILE);
    }

    /** The attributes to create a directory with. */
    FileAttribute<?>[] directoryAttributes() {
        return attributes(DIRECTORY);
    }

    /** Corrects what a umask took away or a file system did not take over at creation. */
    void restrictFile(Path file) throws IOException {
        restrict(file, FILE, EnumSet.noneOf(AclEntryFlag.class));
    }

    /** As {@link #restrictFile}; on Windows what is made in the directory inherits its list. */
    void restrictDirectory(Path directory) throws IOException {
        restrict(directory, DIRECTORY, EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT));
    }

    private FileAttribute<?>[] attributes(Set<PosixFilePermission> mode) {
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)} : new FileAttribute<?>[0];
    }

    private void restrict(Path path, Set<PosixFilePermission> mode, Set<AclEntryFlag> inherited) throws IOException {
        if (posix) {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (!view.readAttributes().permissions().equals(mode)) {
                view.setPermissions(mode);
            }
        } else if (acl) {
            AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .setFlags(inherited)
                    .build()));
        }
    }
}
