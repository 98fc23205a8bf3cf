// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.base.Event;
import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.frame.SegmentSealer;
import io.duramen.seal.frame.SegmentSlot;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.DeviceSlot;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.keyring.PasswordSlot;
import io.duramen.seal.keyring.RetiredRoot;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.primitive.Authenticator;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.Hpke;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.stream.CobblestoneInputStream;
import io.duramen.seal.stream.CobblestoneOutputStream;
import io.duramen.seal.stream.StreamHeader;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
 * If one file is damaged, the other serves and the damaged one is repaired; {@link #openReport} tells.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread. Two processes must not change one keyring at a time;
 * the lock of the store it belongs to sees to that.
 *
 * <p>Close the logs and stores that use the keyring first: afterwards their ciphers can still open frames but seal none.
 */
public final class Keyring implements Sealing, AutoCloseable {
    private static final int STREAM_SALT_BYTES = 24;

    private final KeyringFiles files;
    private final KeyringOptions options;
    private final Environment environment;
    private final KeyringSecrets secrets;
    private final OpenReport report;
    private final Object change = new Object();
    private final KeyringEpochs epochs;
    private int openedSlot; // guarded by change
    private volatile Generation current;
    private volatile boolean changeFailed;

    /** What the files hold. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Generation(long number, KeyringBody body, byte[] file) {}

    private Keyring(
            KeyringFiles files,
            KeyringOptions options,
            Environment environment,
            KeyringSecrets secrets,
            OpenReport report,
            int openedSlot,
            Generation current) {
        this.files = files;
        this.options = options;
        this.environment = environment;
        this.secrets = secrets;
        this.report = report;
        this.openedSlot = openedSlot;
        this.current = current;
        this.epochs = new KeyringEpochs(this, secrets, environment);
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
        KeyringMaker maker = new KeyringMaker(options, environment);
        byte[] rootKey = maker.newKey();
        byte[] epochKey = maker.newKey();
        boolean done = false;
        try (Credential credential = unlock.take()) {
            KeyringFiles files = new KeyringFiles(storage);
            if (files.exist()) {
                throw exists(files);
            }
            KeyringBody body = maker.first(credential, rootKey, epochKey);
            byte[] file = KeyringMaker.encode(body, 1, rootKey);
            announce(options, environment, "keyring.create", files, body, 1);
            files.replaceBoth(file);
            OpenReport report = OpenReport.allCurrent(1, KeyringPermissions.check(storage), files);
            KeyringSecrets secrets = new KeyringSecrets(options.memory(), rootKey);
            secrets.add(1, epochKey);
            done = true;
            return new Keyring(files, options, environment, secrets, report, 1, new Generation(1, body, file));
        } finally {
            Arrays.fill(rootKey, (byte) 0);
            Arrays.fill(epochKey, (byte) 0);
            if (!done) {
                environment.random().close();
            }
        }
    }

    static Keyring unlock(Storage storage, Unlock unlock, KeyringOptions options, Environment environment) {
        KeyringOpening.@Nullable Opened opened = null;
        @Nullable KeyringSecrets secrets = null;
        boolean done = false;
        try (Credential credential = unlock.take()) {
            KeyringFiles files = new KeyringFiles(storage);
            boolean permissionsChecked = KeyringPermissions.check(storage);
            KeyringOpening opening = new KeyringOpening(files);
            opened = open(opening, credential, files, options, environment);
            KeyringCopy.Sound copy = opened.copy();
            KeyringBody body = copy.body();
            announce(options, environment, "keyring.unlock", files, body, copy.generation(), opened.slot());
            secrets = new KeyringSecrets(options.memory(), opened.rootKey());
            unwrap(body, opened.rootKey(), secrets);
            KeyringRepair repair = new KeyringRepair(files, copy);
            List<OpenReport.Copy> copies = options.repairs()
                    ? repair.repair(
                            opening.copies(),
                            () -> announce(options, environment, "keyring.repair", files, body, copy.generation()))
                    : repair.report(opening.copies());
            Keyring keyring = new Keyring(
                    files,
                    options,
                    environment,
                    secrets,
                    new OpenReport(copy.generation(), permissionsChecked, copies),
                    opened.slot(),
                    new Generation(copy.generation(), body, copy.bytes()));
            done = true;
            return keyring;
        } finally {
            if (opened != null) {
                Arrays.fill(opened.rootKey(), (byte) 0);
            }
            if (!done) {
                environment.random().close();
                if (secrets != null) {
                    secrets.close();
                }
            }
        }
    }

    private static KeyringOpening.Opened open(
            KeyringOpening opening,
            Credential credential,
            KeyringFiles files,
            KeyringOptions options,
            Environment environment) {
        try {
            return opening.open(credential, options.derivation());
        } catch (io.duramen.crypto.KeyRefusedException refused) {
            options.events()
                    .accept(new Event(
                            environment.clock().instant(),
                            "keyring.refusal",
                            Map.of("file", files.describe(KeyringFiles.PRIMARY))));
            throw refused;
        }
    }

    private static void unwrap(KeyringBody body, byte[] rootKey, KeyringSecrets secrets) {
        for (Epoch epoch : body.epochs()) {
            if (epoch.state() == KeyEpoch.State.DESTROYED) {
                continue;
            }
            byte[] key = epoch.open(body.keyringId(), rootKey);
            if (key == null) {
                throw new IllegalStateException(
                        "the keyring is authentic, and yet its epoch " + epoch.number() + " does not open");
            }
            secrets.add(epoch.number(), key);
            Arrays.fill(key, (byte) 0);
        }
        for (RetiredRoot retired : body.retired()) {
            byte[] key = retired.open(body.keyringId(), rootKey);
            if (key == null) {
                throw new IllegalStateException(
                        "the keyring is authentic, and yet its root key " + retired.number() + " does not open");
            }
            secrets.addRetired(key);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static void announce(
            KeyringOptions options,
            Environment environment,
            String type,
            KeyringFiles files,
            KeyringBody body,
            long generation,
            int... slots) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", files.describe(KeyringFiles.PRIMARY));
        facts.put("keyring", body.keyringId());
        facts.put("generation", generation);
        for (int slot : slots) {
            facts.put("slot", slot);
        }
        options.events().accept(new Event(environment.clock().instant(), type, facts));
    }

    private static KeyringExistsException exists(KeyringFiles files) {
        String file = files.describe(KeyringFiles.PRIMARY);
        return new KeyringExistsException(
                "there is a keyring already: " + file,
                Map.of("file", file),
                "choose another directory; what is in this one is shown by: duramen doctor");
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
        return current.body().slots().stream().map(SlotInfo::of).toList();
    }

    /**
     * Returns the devices that were revoked.
     *
     * @return them, in the order in which they were
     */
    public List<RevokedDevice> revokedDevices() {
        return current.body().revoked().stream().map(RevokedDevice::of).toList();
    }

    /**
     * Returns the number of the slot that opened this keyring; after {@link #changePassword} that of the new password.
     *
     * @return a number that {@link #slots} has, unless the slot was removed since
     */
    public int openedSlot() {
        synchronized (change) {
            return openedSlot;
        }
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
        KeyringMaker maker = new KeyringMaker(options, environment);
        try (Credential password = unlock.take()) {
            synchronized (change) {
                if (!(password instanceof Credential.Password)
                        || !(slot(openedSlot) instanceof PasswordSlot replaced)) {
                    throw SlotFailures.noPassword(openedSlot);
                }
                KeyringBody body = change(
                        "keyring.password-change",
                        (before, next, rootKey) -> maker.withPassword(before, next, replaced, password, rootKey));
                openedSlot = body.lastSlotId();
            }
        }
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
        try (Credential credential = unlock.take()) {
            if (credential instanceof Credential.Device) {
                throw new IllegalArgumentException("a device is added by enrol, from its public key");
            }
            return addSlot(credential, label, "keyring.slot-add");
        }
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
        RecoveryKey key = RecoveryKey.generate(environment.random());
        boolean done = false;
        try (Credential credential = Unlock.recoveryKey(key).take()) {
            addSlot(credential, label, "keyring.recovery-export");
            done = true;
            return key;
        } finally {
            if (!done) {
                key.close();
            }
        }
    }

    private int addSlot(Credential credential, @Nullable String label, String event) {
        KeyringMaker maker = new KeyringMaker(options, environment);
        synchronized (change) {
            SlotFailures.requireRoom(current.body(), credential instanceof Credential.Password);
            return change(event, (before, next, rootKey) -> maker.withSlot(before, next, credential, label, rootKey))
                    .lastSlotId();
        }
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
        byte[] receiver = DeviceKey.publicKeyBytes(publicKey);
        KeyringMaker maker = new KeyringMaker(options, environment);
        byte[] sender = maker.newKey();
        try {
            synchronized (change) {
                SlotFailures.requireRoom(current.body(), false);
                SlotFailures.requireNewDevice(current.body(), receiver);
                KeyringBody body = change(
                        "keyring.device-enrol",
                        (before, next, rootKey) -> maker.withDevice(before, next, receiver, label, sender, rootKey));
                return new Enrolment(body.keyringId(), body.lastSlotId(), Hpke.publicKey(sender));
            }
        } finally {
            Arrays.fill(sender, (byte) 0);
        }
    }

    /**
     * Returns what a device that is enrolled has to accept, once more: for one that was not given it.
     *
     * @param deviceId the device's number
     * @return what {@link #enrol} returned
     * @throws SealException with code {@code SLOT_UNKNOWN} if there is no such device
     */
    public Enrolment enrolment(int deviceId) {
        KeyringBody now = current.body();
        if (!(slot(deviceId) instanceof DeviceSlot device)) {
            throw SlotFailures.noDevice(deviceId, now);
        }
        return new Enrolment(
                now.keyringId(), deviceId, secrets.withRootKey(rootKey -> device.sender(now.keyringId(), rootKey)));
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
        synchronized (change) {
            KeyringBody now = current.body();
            if (slot(id) == null) {
                throw SlotFailures.unknown(id, now);
            }
            SlotFailures.requireWayIn(KeyringMaker.without(now, id), id);
            change("keyring.slot-remove", (before, next, rootKey) -> KeyringMaker.without(before, id), id);
        }
    }

    private @Nullable Slot slot(int id) {
        return current.body().slots().stream()
                .filter(slot -> slot.id() == id)
                .findFirst()
                .orElse(null);
    }

    /** Makes the next body from the one before. */
    private interface Change {
        KeyringBody next(KeyringBody before, long generation, byte[] rootKey);
    }

    /** Makes the next generation; the caller holds the lock. */
    private KeyringBody change(String event, Change step, int... slot) {
        Generation before = current;
        requireUnchanged(before);
        long next = before.number() + 1;
        KeyringBody body = secrets.withRootKey(rootKey -> step.next(before.body(), next, rootKey));
        replace(before, body, event, slot.length > 0 ? slot : new int[] {body.lastSlotId()});
        return body;
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
        KeyringMaker maker = new KeyringMaker(options, environment);
        byte[] rootKey = maker.newKey();
        byte[] epochKey = maker.newKey();
        List<Credential> presented = revocation.take();
        try {
            synchronized (change) {
                Generation before = current;
                requireUnchanged(before);
                long next = before.number() + 1;
                KeyringRevocation work = new KeyringRevocation(maker, environment, before.body(), next, secrets);
                KeyringBody body = work.revoke(revocation, presented, rootKey, epochKey);
                secrets.add(body.activeEpoch().number(), epochKey); // before it is active, as in startEpoch
                replace(before, body, rootKey, "keyring.device-revoke", revocation.deviceId());
                return work.report(revocation, body);
            }
        } finally {
            presented.forEach(Credential::close);
            Arrays.fill(rootKey, (byte) 0);
            Arrays.fill(epochKey, (byte) 0);
        }
    }

    /**
     * Forgets the root keys before the present one. Until then a code that a revoked device makes is accepted as if it had been
     * made before it was revoked; afterwards none that was made before is. So first have everything with a code written anew:
     * a checkpoint does that for a store.
     *
     * @throws KeyringChangedException if the files are not the ones that were opened
     */
    public void forgetRetired() {
        synchronized (change) {
            if (!current.body().retired().isEmpty()) {
                change("keyring.forget-retired", (before, next, rootKey) -> before.withoutRetired());
                secrets.forgetRetired();
            }
        }
    }

    /**
     * Tells whether codes under a root key before the present one are still accepted, see {@link #forgetRetired}.
     *
     * @return {@code true} if so
     */
    public boolean acceptsRetired() {
        return !current.body().retired().isEmpty();
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
        if (reason.length() > 256) {
            throw new IllegalArgumentException("the reason has " + reason.length() + " characters, more than 256");
        }
        KeyringMaker maker = new KeyringMaker(options, environment);
        byte[] epochKey = maker.newKey();
        try {
            synchronized (change) {
                Generation before = current;
                long next = before.number() + 1;
                KeyringBody body =
                        secrets.withRootKey(rootKey -> maker.withEpoch(before.body(), next, reason, rootKey, epochKey));
                int epoch = body.activeEpoch().number();
                secrets.add(epoch, epochKey); // before it is active: a segment may be made the moment it is
                replace(before, body, "keyring.epoch-start");
                return epoch;
            }
        } finally {
            Arrays.fill(epochKey, (byte) 0);
        }
    }

    /**
     * Returns the number of the epoch new keys belong to.
     *
     * @return a number from 1
     */
    public int activeEpoch() {
        return current.body().activeEpoch().number();
    }

    @Override
    public Optional<KeyEpochs> epochs() {
        return Optional.of(epochs);
    }

    /** What the keyring holds now. */
    KeyringBody body() {
        return current.body();
    }

    /** Changes each epoch as a function says; nothing is written if that changes nothing. */
    void changeEpochs(UnaryOperator<Epoch> each, String event) {
        synchronized (change) {
            Generation before = current;
            KeyringBody body = before.body().eachEpoch(each);
            if (!body.equals(before.body())) {
                replace(before, body, event);
            }
        }
    }

    private void replace(Generation before, KeyringBody body, String event, int... slots) {
        requireUnchanged(before);
        write(
                before,
                body,
                secrets.withRootKey(key -> KeyringMaker.encode(body, before.number() + 1, key)),
                event,
                slots);
    }

    /** Replaces the root key too; its caller has checked that nothing changed. */
    private void replace(Generation before, KeyringBody body, byte[] newRootKey, String event, int slot) {
        write(before, body, KeyringMaker.encode(body, before.number() + 1, newRootKey), event, slot);
        secrets.replaceRoot(newRootKey);
    }

    private void write(Generation before, KeyringBody body, byte[] file, String event, int... slots) {
        long next = before.number() + 1;
        announce(options, environment, event, files, body, next, slots);
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

    @Override
    public NewSegment newSegment(SegmentIdentity segment) {
        Generation now = current;
        int epoch = now.body().activeEpoch().number();
        epochs.used(segment);
        return secrets.withEpochKey(epoch, key -> SegmentSealer.create(segment, epoch, key, now.number(), environment));
    }

    @Override
    public SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot) {
        SegmentSlot parsed = SegmentSlot.parse(segment, slot);
        epochs.check(segment, parsed.epoch());
        return secrets.withEpochKey(parsed.epoch(), key -> SegmentSealer.open(segment, parsed, key));
    }

    @Override
    public OutputStream sealStream(String context, OutputStream out) throws IOException {
        Generation now = current;
        int epoch = now.body().activeEpoch().number();
        byte[] bound = context.getBytes(StandardCharsets.UTF_8);
        byte[] messageKey = environment.random().bytes(StreamHeader.KEY_BYTES);
        try {
            StreamHeader header = secrets.withEpochKey(
                    epoch,
                    key -> StreamHeader.wrap(keyringId(), epoch, key, now.number(), bound, messageKey, environment));
            out.write(header.encode());
            byte[] salt = environment.salt(messageKey, 1, STREAM_SALT_BYTES);
            return new CobblestoneOutputStream(out, messageKey, salt, bound);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    @Override
    public InputStream openStream(String context, InputStream in) throws IOException {
        byte[] bound = context.getBytes(StandardCharsets.UTF_8);
        StreamHeader header = StreamHeader.read(in, context);
        epochs.check(context, header.epoch());
        byte @Nullable [] messageKey =
                secrets.<byte @Nullable []>withEpochKey(header.epoch(), key -> header.unwrap(keyringId(), key, bound));
        if (messageKey == null) {
            throw KeyringEpochs.foreign(context);
        }
        try {
            return new CobblestoneInputStream(in, messageKey, bound, context);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    @Override
    public int streamHeaderBytes() {
        return StreamHeader.BYTES;
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        return secrets.withRootKey(rootKey -> code(rootKey, purpose, message));
    }

    @Override
    public boolean isAuthentic(String purpose, byte[] message, byte[] code) {
        return secrets.anyRootKey(rootKey -> MessageDigest.isEqual(code, code(rootKey, purpose, message)));
    }

    private byte[] code(byte[] rootKey, String purpose, byte[] message) {
        Info info = Info.of("duramen/v1 mac").uuid(keyringId()).raw(purpose.getBytes(StandardCharsets.UTF_8));
        return Authenticator.code(rootKey, info, message, message.length);
    }

    @Override
    public UUID keyringId() {
        return current.body().keyringId();
    }

    @Override
    public long generation() {
        return current.number();
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
