// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.MerkleEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that can be read: a {@link StateStore}, or one {@linkplain StateStore#openReadOnly opened for reading}.
 *
 * <p>Every method except {@link #close}, {@link #recoveryReport} and those of a snapshot throws {@link StoreClosedException}
 * once the store is closed.
 */
public interface ReadableStore extends StateView, AutoCloseable {

    /**
     * Returns the last durable version, which stays as it is and stays readable, also after the store is closed.
     *
     * @return the version
     */
    StateView snapshot();

    @Override
    default Iterable<MerkleEntry> range(byte[] from, byte @Nullable [] to) {
        return snapshot().range(from, to);
    }

    @Override
    default List<KeyChange> diff(StateView older) {
        return snapshot().diff(older);
    }

    /**
     * Tells what was found and done when the store was opened.
     *
     * @return the report
     */
    RecoveryReport recoveryReport();

    /**
     * Tells whether the store is in safe mode.
     *
     * @return why, and how far what is shown is verified; empty unless {@link StateStore#open} was asked for {@link
     *     OnDamage#SAFE_MODE} and found damage
     */
    default Optional<SafeMode> safeMode() {
        return Optional.empty();
    }

    /**
     * Signs the root of the last durable version.
     *
     * @param time when, as the signature will say
     * @param publicKey the key by which others will verify, {@value SignedRoot#PUBLIC_KEY_BYTES} bytes
     * @param signer signs with the private key to it, for instance {@link Ed25519Signer}
     * @return the root with its signature
     */
    default SignedRoot signRoot(Instant time, byte[] publicKey, RootSigner signer) {
        StateView version = snapshot();
        return SignedRoot.sign(recoveryReport().storeId(), version.lsn(), version.root(), time, publicKey, signer);
    }

    /**
     * Checks what is on disk against itself, without changing anything: both manifests, every checkpoint file they name, and
     * every record of the log from the older checkpoint on, whose root is computed again. Commits go on meanwhile;
     * checkpoints wait.
     *
     * @param progress hears how far it has come
     * @return what was checked and what was found wrong
     * @throws io.duramen.storage.StorageException if a file cannot be read at all
     */
    VerificationReport verify(Progress progress);

    /** Closes the store and gives its lock back. Closing twice does nothing. */
    @Override
    void close();
}
