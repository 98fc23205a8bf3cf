// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The present generation of an open keyring, and the only way to the next: one change at a time, and none on top of files that
 * are not the ones that were opened.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
final class KeyringGenerations {
    private final KeyringFiles files;
    private final KeyringEvents events;
    private final KeyringSecrets secrets;
    private final KeyringFollowing following;
    private final Object change = new Object();
    private volatile Generation current;
    private volatile boolean changeFailed;

    /** What the files hold. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Generation(long number, KeyringBody body, byte[] file) {
        @Override
        public String toString() {
            return "Generation[" + number + "]";
        }
    }

    /** Makes the next body from the one before. */
    interface Step {
        KeyringBody next(KeyringBody before, long generation, byte[] rootKey);
    }

    KeyringGenerations(KeyringFiles files, KeyringEvents events, KeyringSecrets secrets, Generation current) {
        this.files = files;
        this.events = events;
        this.secrets = secrets;
        this.following = new KeyringFollowing(files, secrets);
        this.current = current;
    }

    Generation current() {
        return current;
    }

    KeyringBody body() {
        return current.body();
    }

    /** Goes over to a later generation that another process wrote meanwhile. Returns whether there was one that can be trusted. */
    boolean follow() {
        synchronized (change) {
            Generation before = current;
            KeyringCopy.Sound later = changeFailed ? null : following.after(before.number(), before.body());
            if (later == null) {
                return false;
            }
            events.before("keyring.follow", later.body(), later.generation());
            following.takeOver(later.body());
            current = new Generation(later.generation(), later.body(), later.bytes());
            return true;
        }
    }

    /** Does what nobody else's change may come between; refused if the files are not the ones that were opened. */
    <T> T exclusively(Function<Generation, T> work) {
        synchronized (change) {
            Generation before = current;
            requireUnchanged(before);
            return work.apply(before);
        }
    }

    /** Makes the next generation, which is about the slot that was added last. */
    KeyringBody change(String event, Step step) {
        return exclusively(before -> {
            KeyringBody body = next(before, step);
            replace(before, body, event, body.lastSlotId());
            return body;
        });
    }

    /** Makes the next generation, which is about one slot. */
    KeyringBody change(String event, int slot, Step step) {
        return exclusively(before -> {
            KeyringBody body = next(before, step);
            replace(before, body, event, slot);
            return body;
        });
    }

    private KeyringBody next(Generation before, Step step) {
        return secrets.withRootKey(rootKey -> step.next(before.body(), before.number() + 1, rootKey));
    }

    /** Changes each epoch as a function says; nothing is written if that changes nothing. */
    void changeEpochs(UnaryOperator<Epoch> each, String event) {
        synchronized (change) {
            Generation before = current;
            KeyringBody body = before.body().eachEpoch(each);
            if (!body.equals(before.body())) {
                requireUnchanged(before);
                replace(before, body, event);
            }
        }
    }

    /** Puts another body in place of the one before; called {@linkplain #exclusively exclusively}. */
    void replace(Generation before, KeyringBody body, String event, int... slots) {
        write(
                before,
                body,
                secrets.withRootKey(key -> KeyringMaker.encode(body, before.number() + 1, key)),
                event,
                slots);
    }

    /** Puts another body and root key in place of those before; called {@linkplain #exclusively exclusively}. */
    void replaceRoot(Generation before, KeyringBody body, byte[] newRootKey, String event, int slot) {
        write(before, body, KeyringMaker.encode(body, before.number() + 1, newRootKey), event, slot);
        secrets.replaceRoot(newRootKey);
    }

    private void write(Generation before, KeyringBody body, byte[] file, String event, int... slots) {
        long next = before.number() + 1;
        events.before(event, body, next, slots);
        changeFailed = true; // until both copies are durable
        files.replaceBoth(file);
        changeFailed = false;
        current = new Generation(next, body, file);
    }

    private void requireUnchanged(Generation before) {
        boolean there = false;
        boolean other = changeFailed;
        for (KeyringCopy copy : files.read()) {
            if (copy instanceof KeyringCopy.Sound sound) {
                other |= !Arrays.equals(sound.bytes(), before.file());
            } else {
                other |= copy instanceof KeyringCopy.Newer;
            }
            there |= !(copy instanceof KeyringCopy.Missing);
        }
        if (other || !there) {
            String file = files.describe(KeyringFiles.PRIMARY);
            throw new KeyringChangedException(
                    "the keyring " + file + " is no longer generation " + before.number()
                            + ", which was opened: another process changed it, or an earlier change failed",
                    Map.of("file", file, "expected", before.number()),
                    "close the keyring and open it again; duramen doctor shows what is there");
        }
    }
}
