// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;

/** Real keyrings that are quick to open; closing wipes all that were opened. */
public final class TestKeys implements AutoCloseable {
    private static final KeyringOptions QUICK =
            KeyringOptions.defaults().withInsecureCostForTests(new Argon2Cost(8, 1, 1));

    private final List<Keyring> opened = new ArrayList<>();

    /** Makes a keyring in a storage's root. */
    public Keyring create(Storage storage) {
        return keep(Keyring.create(storage, password(), QUICK));
    }

    /** Opens the keyring in a storage's root. */
    public Keyring unlock(Storage storage) {
        return keep(Keyring.unlock(storage, password(), QUICK));
    }

    /** Opens what a crash left; only if nothing was promised yet may there be no keyring, and then it is made. */
    public Keyring unlockAfter(AckLog acks, Storage storage) {
        return acks.lastAcked() > 0 || Keyring.exists(storage) ? unlock(storage) : create(storage);
    }

    /** Makes a keyring on a disk of its own. */
    public Keyring fresh() {
        return create(SimDisk.create());
    }

    @Override
    public void close() {
        opened.forEach(Keyring::close);
        opened.clear();
    }

    private Keyring keep(Keyring keyring) {
        opened.add(keyring);
        return keyring;
    }

    public static Unlock password() {
        return Unlock.password("correct horse battery staple".toCharArray());
    }
}
