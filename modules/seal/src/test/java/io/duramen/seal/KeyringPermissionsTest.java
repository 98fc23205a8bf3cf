// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.NioStorage;
import io.duramen.testkit.SimDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeyringPermissionsTest {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final UserPrincipal ALICE = () -> "alice";
    private static final UserPrincipal BOB = () -> "bob";
    private static final UserPrincipal ROOT = () -> "root";

    @Test
    @Tag("F28")
    @Tag("S3.49")
    @DisabledOnOs(OS.WINDOWS) // no permission bits there
    void aKeyringThatOthersMayReadOrWriteIsRefusedWhicheverCopyItIs(@TempDir Path directory) throws Exception {
        NioStorage storage = NioStorage.at(directory);
        try (Keyring keyring = TestKeyrings.create(storage)) {
            assertTrue(keyring.openReport().permissionsChecked());
        }
        for (String name : new String[] {"keyring", "keyring.bak"}) {
            Path file = directory.resolve(name);
            for (String permissions : new String[] {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwx------"}) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
                KeyringPermissionsException refused =
                        assertThrows(KeyringPermissionsException.class, () -> TestKeyrings.open(storage));
                assertTrue(String.valueOf(refused.getMessage()).contains(permissions));
                assertTrue(String.valueOf(refused.hint()).contains("chmod 600 "));
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
            TestKeyrings.open(storage).close();
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    @Test
    @Tag("S3.49")
    void aKeyringOfSomebodyElseIsRefusedExceptByTheSuperuser() {
        assertNull(KeyringPermissions.objection(OWNER_ONLY, ALICE, ALICE));
        assertNull(KeyringPermissions.objection(OWNER_ONLY, ALICE, ROOT));
        assertNull(KeyringPermissions.objection(OWNER_ONLY, ALICE, null));
        assertEquals(
                "belongs to alice, and this process runs as bob", KeyringPermissions.objection(OWNER_ONLY, ALICE, BOB));
        assertNotNull(KeyringPermissions.objection(PosixFilePermissions.fromString("rw-r--r--"), ALICE, ALICE));
    }

    @Test
    void whereThereAreNoPermissionsTheReportSaysSo() {
        try (Keyring keyring = TestKeyrings.create(SimDisk.create())) {
            assertFalse(keyring.openReport().permissionsChecked());
        }
    }
}
