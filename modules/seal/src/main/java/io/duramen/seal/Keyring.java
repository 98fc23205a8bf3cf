// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.primitive.Environment;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a store, in two files that a password opens: {@code keyring} and {@code keyring.bak} in the root of a storage.
 *
 * <p>A random root key is wrapped in the file by a key that Argon2id derives from the password. Under the root key stand
 * epochs; under the active epoch every new segment and every sealed file gets a random key of its own. Nothing is ever
 * sealed twice under one nonce, and no file has to survive for that to hold: keys are random and never used again after a
 * restart. The format stands in {@code docs/formats/keyring.md}.
 *
 * <p>A change replaces both files one after the other; a crash at any point leaves the old or the new keyring to be opened.
 * If one file is damaged, the other serves and the damaged one is repaired; {@link #openReport} tells. Who has it open and meets
 * a key of an epoch he does not know goes over to the files as another process left them, if the root key vouches for them.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread. Two processes must not change one keyring at a time;
 * the lock of the store it belongs to sees to that.
 *
 * <p>Close the logs and stores that use the keyring first: afterwards their ciphers can still open frames but seal none.
 */
public final class Keyring implements Sealing, AutoCloseable {
    private final KeyringGenerations generations;
    private final KeyringSecrets secrets;
    private final KeyringSlots slots;
    private final KeyringRoots roots;
    private final KeyringEpochs epochs;
    private final KeyringSealing sealing;
    private final Environment environment;
    private final OpenReport report;

    Keyring(
            KeyringGenerations generations,
            KeyringSecrets secrets,
            KeyringMaker maker,
            Environment environment,
            OpenReport report,
            int openedSlot) {
        this.generations = generations;
        this.secrets = secrets;
        this.slots = new KeyringSlots(generations, secrets, maker, environment, openedSlot);
        this.roots = new KeyringRoots(generations, secrets, maker, environment);
        this.epochs = new KeyringEpochs(generations, secrets, maker, environment);
        this.sealing = new KeyringSealing(generations, secrets, epochs, environment);
        this.environment = environment;
        this.report = report;
    }

    /**
     * Makes a keyring in a directory, which is made too if need be.
     *
     * @param directory the directory
     * @param unlock what shall open the keyring; used up
     * @param options what it uses and costs
     * @return the keyring, open and durable
     * @throws KeyringExistsException if there is one
     */
    public static Keyring create(Path directory, Unlock unlock, KeyringOptions options) {
        NioStorage storage = NioStorage.at(directory);
        if (!storage.exists("")) {
            storage.createDirectory("");
        }
        return create(storage, unlock, options);
    }

    /**
     * Makes a keyring in the root of a storage.
     *
     * @param storage the storage; its root exists
     * @param unlock what shall open the keyring; used up
     * @param options what it uses and costs
     * @return the keyring, open and durable
     * @throws KeyringExistsException if there is one
     */
    public static Keyring create(Storage storage, Unlock unlock, KeyringOptions options) {
        return create(storage, unlock, options, Environment.ofThisProcess());
    }

    /**
     * Opens the keyring in a directory.
     *
     * @param directory the directory
     * @param unlock what opens it; used up
     * @return the keyring, open
     * @throws KeyringMissingException if there is none
     * @throws KeyringPermissionsException if others may read or write it
     * @throws KeyringVersionException if a later release wrote it
     * @throws KeyringDamagedException if no copy can be trusted
     * @throws io.duramen.crypto.KeyRefusedException if the password is wrong, or the slot it opens was altered
     */
    public static Keyring unlock(Path directory, Unlock unlock) {
        return unlock(NioStorage.at(directory), unlock, KeyringOptions.defaults());
    }

    /**
     * Opens the keyring in the root of a storage.
     *
     * @param storage the storage
     * @param unlock what opens it; used up
     * @return the keyring, open
     * @throws SealException as {@link #unlock(Path, Unlock)} says
     */
    public static Keyring unlock(Storage storage, Unlock unlock) {
        return unlock(storage, unlock, KeyringOptions.defaults());
    }

    /**
     * Opens the keyring in the root of a storage with providers of the caller's choice.
     *
     * @param storage the storage
     * @param unlock what opens it; used up
     * @param options what it uses, and what a new password will cost
     * @return the keyring, open
     * @throws SealException as {@link #unlock(Path, Unlock)} says
     */
    public static Keyring unlock(Storage storage, Unlock unlock, KeyringOptions options) {
        return unlock(storage, unlock, options, Environment.ofThisProcess());
    }

    /**
     * Tells whether a storage's root holds a keyring, good or bad.
     *
     * @param storage the storage
     * @return {@code true} if there is a copy
     */
    public static boolean exists(Storage storage) {
        return new KeyringFiles(storage).exist();
    }

    /**
     * Reads what a keyring says in clear; nothing is opened, changed or known to be true.
     *
     * @param storage the storage
     * @return what the copy says that {@link #unlock(Storage, Unlock)} would open
     * @throws KeyringMissingException if there is none
     * @throws KeyringVersionException if a later release wrote it
     * @throws KeyringDamagedException if no copy is whole
     */
    public static KeyringSummary inspect(Storage storage) {
        return KeyringSummary.of(new KeyringOpening(new KeyringFiles(storage)).newest());
    }

    static Keyring create(Storage storage, Unlock unlock, KeyringOptions options, Environment environment) {
        return new KeyringCreation(storage, options, environment).create(unlock);
    }

    static Keyring unlock(Storage storage, Unlock unlock, KeyringOptions options, Environment environment) {
        return new KeyringUnlocking(storage, options, environment).unlock(unlock);
    }

    /**
     * Returns what was found when the keyring was opened.
     *
     * @return the report
     */
    public OpenReport openReport() {
        return report;
    }

    /**
     * Returns what opens this keyring, without any secret.
     *
     * @return its slots, the oldest first
     */
    public List<SlotInfo> slots() {
        return generations.body().slots().stream().map(SlotInfo::of).toList();
    }

    /**
     * Returns the devices that were revoked.
     *
     * @return them, in the order in which they were
     */
    public List<RevokedDevice> revokedDevices() {
        return generations.body().revoked().stream().map(RevokedDevice::of).toList();
    }

    /**
     * Returns the number of the slot that opened this keyring; after {@link #changePassword} that of the new password.
     *
     * @return a number that {@link #slots} has, unless the slot was removed since
     */
    public int openedSlot() {
        return slots.opened();
    }

    /**
     * Replaces the password that opened this keyring. The keys under it stay as they are, so that nothing is sealed anew: who
     * has an old copy of the files and the old password still opens that copy.
     *
     * @param unlock the new password; used up
     * @throws KeyringChangedException if the files are not the ones that were opened
     * @throws SealException with code {@code SLOT_KIND} if something else than a password opened this keyring
     */
    public void changePassword(Unlock unlock) {
        slots.changePassword(unlock);
    }

    /**
     * Adds a way in: a password, a recovery key, a raw key or a token. The keys under it stay as they are.
     *
     * @param unlock what shall open the keyring too; used up
     * @param label what people call it, at most 64 characters, stored in clear; {@code null} for nothing
     * @return the number of its slot
     * @throws KeyringChangedException if the files are not the ones that were opened
     * @throws SealException with code {@code SLOTS_FULL} if there are as many as there may be
     */
    public int addSlot(Unlock unlock, @Nullable String label) {
        return slots.add(unlock, label);
    }

    /**
     * Makes a recovery key and adds it.
     *
     * @param label what people call it, at most 64 characters, stored in clear; {@code null} for nothing
     * @return the key, to be printed, locked away and closed; it cannot be had again
     * @throws KeyringChangedException if the files are not the ones that were opened
     * @throws SealException with code {@code SLOTS_FULL} if there are as many as there may be
     */
    public RecoveryKey exportRecovery(@Nullable String label) {
        return slots.exportRecovery(label);
    }

    /**
     * Enrols a device: seals the root key to its public key. The device's private key is not needed and stays with it.
     *
     * @param publicKey what {@link DeviceKey#publicKey} shows
     * @param label what people call the device, at most 64 characters, stored in clear; {@code null} for nothing
     * @return what the device has to {@linkplain DeviceKey#accept accept}
     * @throws KeyringChangedException if the files are not the ones that were opened
     * @throws SealException with code {@code DEVICE_KEY_MISTYPED} if the key is none, {@code DEVICE_KNOWN} if it is enrolled or
     *     was revoked, {@code SLOTS_FULL} if there are as many slots as there may be
     */
    public Enrolment enrol(String publicKey, @Nullable String label) {
        return slots.enrol(publicKey, label);
    }

    /**
     * Returns what a device that is enrolled has to accept, once more: for one that was not given it.
     *
     * @param deviceId the device's number
     * @return what {@link #enrol} returned
     * @throws SealException with code {@code SLOT_UNKNOWN} if there is no such device
     */
    public Enrolment enrolment(int deviceId) {
        return slots.enrolment(deviceId);
    }

    /**
     * Takes a way in out of the keyring. The keys under it stay as they are: who has a copy of the files of before and the
     * credential still opens that copy, and who had this keyring open can have kept its keys. That is undone by
     * {@link #revoke} alone, and only for what is written afterwards.
     *
     * @param id the slot's number
     * @throws KeyringChangedException if the files are not the ones that were opened
     * @throws SealException with code {@code SLOT_UNKNOWN} if there is no such slot, {@code SLOT_LAST} if nothing that this
     *     release can open would be left
     */
    public void removeSlot(int id) {
        slots.remove(id);
    }

    /**
     * Throws a device out, so that it opens nothing that is written from now on: one generation of the keyring holds a new root
     * key and a new epoch, sealed anew for every other slot, and a tombstone. Recovery keys and other devices get the new root
     * key by their public keys; of passwords, raw keys and tokens the secret is needed, so each has to be presented or dropped.
     *
     * <p>What the device could read before it can still read, if it kept a copy or keys. Codes made under the old root key are
     * still accepted until {@link #forgetRetired}.
     *
     * @param revocation which device, why, and what is presented and dropped; what it presents is used up
     * @return what was done
     * @throws KeyringChangedException if the files are not the ones that were opened
     * @throws io.duramen.crypto.KeyRefusedException if something that is presented opens no slot of this keyring
     * @throws SealException with code {@code SLOT_UNKNOWN} if there is no such device or slot, {@code SLOTS_NOT_PRESENTED} if a
     *     slot is neither presented nor dropped, {@code SLOT_LAST} if nothing that this release can open would be left; nothing
     *     was changed
     */
    public RevocationReport revoke(Revocation revocation) {
        return roots.revoke(revocation);
    }

    /**
     * Forgets the root keys before the present one. Until then a code that a revoked device makes is accepted as if it had been
     * made before it was revoked; afterwards none that was made before is. So first have everything with a code written anew:
     * a checkpoint does that for a store.
     *
     * @throws KeyringChangedException if the files are not the ones that were opened
     */
    public void forgetRetired() {
        roots.forgetRetired();
    }

    /**
     * Tells whether codes under a root key before the present one are still accepted, see {@link #forgetRetired}.
     *
     * @return {@code true} if so
     */
    public boolean acceptsRetired() {
        return roots.acceptsRetired();
    }

    /**
     * Closes the active epoch and starts the next: segments and files sealed from now on get keys under a new epoch key. What
     * was sealed before can still be opened.
     *
     * @param reason why, for the record, at most 256 characters; stored in clear
     * @return the number of the new epoch
     * @throws KeyringChangedException if the files are not the ones that were opened
     */
    public int startEpoch(String reason) {
        return epochs.start(reason);
    }

    /**
     * Returns the number of the epoch new keys belong to.
     *
     * @return a number from 1
     */
    public int activeEpoch() {
        return epochs.active();
    }

    @Override
    public Optional<KeyEpochs> epochs() {
        return Optional.of(epochs);
    }

    @Override
    public NewSegment newSegment(SegmentIdentity segment) {
        return sealing.newSegment(segment);
    }

    @Override
    public SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot) {
        return sealing.openSegment(segment, slot);
    }

    @Override
    public OutputStream sealStream(String context, OutputStream out) throws IOException {
        return sealing.sealStream(context, out);
    }

    @Override
    public InputStream openStream(String context, InputStream in) throws IOException {
        return sealing.openStream(context, in);
    }

    @Override
    public int streamHeaderBytes() {
        return sealing.streamHeaderBytes();
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        return sealing.mac(purpose, message);
    }

    @Override
    public boolean isAuthentic(String purpose, byte[] message, byte[] code) {
        return sealing.isAuthentic(purpose, message, code);
    }

    @Override
    public UUID keyringId() {
        return sealing.keyringId();
    }

    @Override
    public long generation() {
        return sealing.generation();
    }

    /** Wipes the keys. Closing twice does nothing; what needs a key afterwards throws {@link IllegalStateException}. */
    @Override
    public void close() {
        secrets.close();
        environment.random().close();
    }

    @Override
    public String toString() {
        return "Keyring[" + keyringId() + ", generation " + generation() + "]";
    }
}
