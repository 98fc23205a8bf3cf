// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.storage.StorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes both copies equal after one was opened. What cannot be repaired is reported and does not keep the keyring closed. */
final class KeyringRepair {
    private final KeyringFiles files;
    private final KeyringCopy.Sound opened;

    KeyringRepair(KeyringFiles files, KeyringCopy.Sound opened) {
        this.files = files;
        this.opened = opened;
    }

    List<OpenReport.Copy> repair(List<KeyringCopy> copies, Runnable beforeFirst) {
        List<OpenReport.Copy> report = new ArrayList<>();
        boolean announced = false;
        for (KeyringCopy copy : copies) {
            OpenReport.State state = state(copy);
            if (state != OpenReport.State.CURRENT && !announced) {
                announced = true;
                beforeFirst.run();
            }
            report.add(repair(copy, state));
        }
        return report;
    }

    /** What there is to repair, left as it is. */
    List<OpenReport.Copy> report(List<KeyringCopy> copies) {
        List<OpenReport.Copy> report = new ArrayList<>();
        for (KeyringCopy copy : copies) {
            OpenReport.State state = state(copy);
            String reason = state == OpenReport.State.CURRENT ? null : reason(copy, state);
            report.add(new OpenReport.Copy(files.describe(copy.name()), state, reason, false));
        }
        return report;
    }

    private OpenReport.Copy repair(KeyringCopy copy, OpenReport.State state) {
        String file = files.describe(copy.name());
        if (state == OpenReport.State.CURRENT) {
            return new OpenReport.Copy(file, state, null, false);
        }
        String reason = reason(copy, state);
        try {
            byte[] evidence = evidence(copy);
            if (state == OpenReport.State.DAMAGED && evidence != null) {
                files.keepEvidence(evidence);
            }
            files.replace(copy.name(), opened.bytes());
            return new OpenReport.Copy(file, state, reason, true);
        } catch (StorageException refused) {
            return new OpenReport.Copy(file, state, reason + "; not repaired: " + refused.getMessage(), false);
        }
    }

    private OpenReport.State state(KeyringCopy copy) {
        if (copy instanceof KeyringCopy.Missing) {
            return OpenReport.State.MISSING;
        }
        if (copy instanceof KeyringCopy.Sound sound) {
            if (Arrays.equals(sound.bytes(), opened.bytes())) {
                return OpenReport.State.CURRENT;
            }
            return sound.generation() < opened.generation() ? OpenReport.State.STALE : OpenReport.State.DAMAGED;
        }
        return OpenReport.State.DAMAGED;
    }

    private static String reason(KeyringCopy copy, OpenReport.State state) {
        String keyless = KeyringOpening.reason(copy);
        if (keyless != null) {
            return keyless;
        }
        return state == OpenReport.State.STALE
                ? "a change of the keyring was interrupted"
                : "its authentication code is wrong: it was altered";
    }

    private static byte @Nullable [] evidence(KeyringCopy copy) {
        if (copy instanceof KeyringCopy.Damaged damaged) {
            return damaged.bytes();
        }
        if (copy instanceof KeyringCopy.Malformed malformed) {
            return malformed.bytes();
        }
        return copy instanceof KeyringCopy.Sound sound ? sound.bytes() : null;
    }
}
