// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.contract.SealingContract;
import io.duramen.crypto.Sealing;
import io.duramen.proof.TestKeys;
import io.duramen.testkit.SimDisk;
import org.junit.jupiter.api.AfterEach;

/** A keyring is the one sealing there is; sealings are made by their owners and not found, so that none can slip in. */
class KeyringSealingTest extends SealingContract {
    private final TestKeys keys = new TestKeys();
    private final SimDisk disk = SimDisk.create();
    private final Sealing sealing = keys.create(disk);

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Override
    protected Sealing sealing() {
        return sealing;
    }

    @Override
    protected Sealing reopened() {
        return keys.unlock(disk);
    }

    @Override
    protected Sealing foreign() {
        return keys.fresh();
    }
}
