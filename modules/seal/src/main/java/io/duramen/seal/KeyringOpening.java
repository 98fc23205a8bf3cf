// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.primitive.Authenticator;
import io.duramen.seal.primitive.Info;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which copy of a keyring is opened.
 *
 * <p>Among the copies whose SHA-256 is right, the one with the highest generation decides; an older one is never opened in
 * its place, or a password that was just changed would work again. If both have that generation and one is not authentic,
 * the other serves.
 */
final class KeyringOpening {
    private final List<KeyringCopy> copies;
    private final UnaryOperator<String> describe;

    KeyringOpening(KeyringFiles files) {
        this(files.read(), files::describe);
    }

    /** Opens one of copies that were read before, whose full names somebody knows. */
    KeyringOpening(List<KeyringCopy> copies, UnaryOperator<String> describe) {
        this.copies = copies;
        this.describe = describe;
    }

    /** The copy that was opened and the root key, which the receiver wipes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Opened(KeyringCopy.Sound copy, int slot, byte[] rootKey) {
        @Override
        public String toString() {
            return "Opened[generation " + copy.generation() + "]";
        }
    }

    List<KeyringCopy> copies() {
        return copies;
    }

    /** The copy that would be opened first. */
    KeyringCopy.Sound newest() {
        return candidates().get(0);
    }

    Opened open(Credential credential, KeyDerivation derivation) {
        List<KeyringCopy.Sound> candidates = candidates();
        boolean altered = false;
        byte @Nullable [] triedBytes = null;
        for (KeyringCopy.Sound copy : candidates) {
            if (Arrays.equals(copy.bytes(), triedBytes)) {
                continue; // the same copy again: a second guess costs as much as the first
            }
            triedBytes = copy.bytes();
            for (Slot slot : copy.body().slots()) {
                byte[] rootKey = slot.open(copy.body().keyringId(), credential, derivation);
                if (rootKey == null) {
                    continue;
                }
                if (copy.isAuthentic((bytes, length) -> code(copy.body(), rootKey, bytes, length))) {
                    return new Opened(copy, slot.id(), rootKey);
                }
                Arrays.fill(rootKey, (byte) 0);
                altered = true;
            }
        }
        throw altered
                ? damaged("its authentication code is wrong: it was altered")
                : refused(candidates.get(0), credential);
    }

    /** The authentication code of a keyring file. */
    static byte[] code(KeyringBody body, byte[] rootKey, byte[] file, int length) {
        UUID id = body.keyringId();
        return Authenticator.code(rootKey, Info.of("duramen/v1 keyring mac").uuid(id), file, length);
    }

    /** The copies that may be opened; throws if there are none. */
    List<KeyringCopy.Sound> candidates() {
        List<KeyringCopy.Sound> sound = new ArrayList<>();
        long highest = 0;
        boolean any = false;
        for (KeyringCopy copy : copies) {
            if (copy instanceof KeyringCopy.Newer newer) {
                throw tooNew(newer);
            }
            if (copy instanceof KeyringCopy.Sound good) {
                sound.add(good);
                highest = Math.max(highest, good.generation());
            } else if (copy instanceof KeyringCopy.Malformed malformed) {
                highest = Math.max(highest, malformed.generation());
            }
            any |= !(copy instanceof KeyringCopy.Missing);
        }
        if (!any) {
            throw missing();
        }
        long wanted = highest;
        sound.removeIf(copy -> copy.generation() < wanted);
        if (sound.isEmpty()) {
            throw damaged(null);
        }
        return sound;
    }

    private KeyringMissingException missing() {
        String file = describe.apply(KeyringFiles.PRIMARY);
        return new KeyringMissingException(
                "there is no keyring " + file + ", nor " + describe.apply(KeyringFiles.BACKUP),
                Map.of("file", file),
                "check the directory; if the store is sealed, put back a copy of its keyring; a new store is made by: duramen init");
    }

    private KeyringVersionException tooNew(KeyringCopy.Newer newer) {
        String file = describe.apply(newer.name());
        return new KeyringVersionException(
                "the keyring " + file + " has format version " + newer.version() + "; this release reads up to 1",
                Map.of("file", file, "offset", 16, "expected", 1, "found", newer.version()),
                "open it with the release that wrote it or a later one; duramen doctor shows which this is");
    }

    private KeyRefusedException refused(KeyringCopy.Sound copy, Credential credential) {
        String file = describe.apply(copy.name());
        int slots = copy.body().slots().size();
        return new KeyRefusedException(
                "cannot open the keyring " + file + ": the " + credential + " opens none of its slots (" + slots + ")",
                Map.of("file", file, "slots", slots, "generation", copy.generation()),
                credential instanceof Credential.Password
                        ? "check the password, the keyboard layout and the directory, then try again; duramen doctor shows what is there"
                        : "check that it belongs to this keyring and was not removed or revoked: duramen keys list DIR");
    }

    private KeyringDamagedException damaged(@Nullable String soundButWrong) {
        StringJoiner message = new StringJoiner("; ", "no copy of the keyring can be trusted: ", "");
        Map<String, Object> details = new LinkedHashMap<>();
        for (KeyringCopy copy : copies) {
            String file = describe.apply(copy.name());
            String why = reason(copy);
            if (why == null) {
                why = soundButWrong != null ? soundButWrong : "it is older than the other";
            }
            message.add(file + ": " + why);
            details.put(file, why);
        }
        return new KeyringDamagedException(
                message.toString(),
                details,
                "keep both files as they are and put back copies from a backup, then run: duramen verify");
    }

    /** Why a copy cannot be used, as far as can be seen without keys; {@code null} if it can. */
    static @Nullable String reason(KeyringCopy copy) {
        if (copy instanceof KeyringCopy.Damaged damaged) {
            return damaged.reason();
        }
        if (copy instanceof KeyringCopy.Malformed malformed) {
            return malformed.reason();
        }
        return copy instanceof KeyringCopy.Missing ? "it is missing" : null;
    }
}
