// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.base.EventSink;
import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.crypto.spi.SecretMemoryProvider;
import io.duramen.seal.argon2.BouncyCastleKeyDerivation;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a keyring uses and what it costs to guess its password. Immutable; each method returns changed options.
 *
 * <p>The defaults are right for almost everybody: {@link Argon2Cost#DEFAULT} and the best providers found.
 */
public final class KeyringOptions {
    private static final KeyringOptions DEFAULTS =
            new KeyringOptions(Argon2Cost.DEFAULT, null, null, EventSink.NONE, true);

    private final Argon2Cost cost;
    private final @Nullable KeyDerivation derivation;
    private final @Nullable SecretMemoryProvider memory;
    private final EventSink events;
    private final boolean repairs;

    private KeyringOptions(
            Argon2Cost cost,
            @Nullable KeyDerivation derivation,
            @Nullable SecretMemoryProvider memory,
            EventSink events,
            boolean repairs) {
        this.cost = cost;
        this.derivation = derivation;
        this.memory = memory;
        this.events = events;
        this.repairs = repairs;
    }

    /**
     * The defaults.
     *
     * @return options
     */
    public static KeyringOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets what deriving a key from a new password costs; that of existing slots stands in the keyring.
     *
     * @param newCost at least as much memory as {@link Argon2Cost#FLOOR}, and at least its memory times passes
     * @return changed options
     * @throws IllegalArgumentException if the cost is under the floor
     */
    public KeyringOptions withCost(Argon2Cost newCost) {
        Argon2Cost floor = Argon2Cost.FLOOR;
        long work = (long) newCost.memoryKiB() * newCost.passes();
        if (newCost.memoryKiB() < floor.memoryKiB() || work < (long) floor.memoryKiB() * floor.passes()) {
            throw new IllegalArgumentException("a password slot must cost at least " + floor + ", not " + newCost);
        }
        return new KeyringOptions(newCost, derivation, memory, events, repairs);
    }

    /**
     * Sets the cost at which deriving a key takes about a given time on this machine, by measuring two derivations.
     *
     * @param targetMillis how long a derivation shall take, in milliseconds, from 1 to 60000
     * @param maxMemoryKiB the most memory it may take, in KiB, from that of {@link Argon2Cost#FLOOR} to
     *     {@link Argon2Cost#MAX_MEMORY_KIB}
     * @return changed options; their cost is never under {@link Argon2Cost#FLOOR}, however slow the machine is
     */
    public KeyringOptions calibrate(long targetMillis, int maxMemoryKiB) {
        return calibrate(targetMillis, maxMemoryKiB, System::nanoTime);
    }

    KeyringOptions calibrate(long targetMillis, int maxMemoryKiB, LongSupplier nanoTime) {
        return withCost(new Calibration(derivation(), nanoTime).cost(targetMillis, maxMemoryKiB));
    }

    /**
     * Sets a cost under the floor, at which a password can be guessed fast. For tests that make hundreds of keyrings and
     * protect nothing.
     *
     * @param newCost any cost
     * @return changed options
     */
    public KeyringOptions withInsecureCostForTests(Argon2Cost newCost) {
        return new KeyringOptions(newCost, derivation, memory, events, repairs);
    }

    /**
     * Sets who derives keys from passwords, instead of the best provider found.
     *
     * @param provider the provider
     * @return changed options
     */
    public KeyringOptions withKeyDerivation(KeyDerivation provider) {
        return new KeyringOptions(cost, provider, memory, events, repairs);
    }

    /**
     * Sets who keeps long-lived keys in memory, instead of the best provider found.
     *
     * @param provider the provider
     * @return changed options
     */
    public KeyringOptions withSecretMemory(SecretMemoryProvider provider) {
        return new KeyringOptions(cost, derivation, provider, events, repairs);
    }

    /**
     * Sets who hears of what is done with the keyring: {@code keyring.create}, {@code keyring.unlock}, {@code
     * keyring.refusal}, {@code keyring.repair}, {@code keyring.password-change}, {@code keyring.epoch-start}, {@code
     * keyring.slot-add}, {@code keyring.slot-remove}, {@code keyring.recovery-export}, {@code keyring.device-enrol}, {@code
     * keyring.device-revoke}, {@code keyring.forget-retired}. Each is sent before it is done; if the sink throws, it is not
     * done.
     *
     * @param sink the sink
     * @return changed options
     */
    public KeyringOptions withEvents(EventSink sink) {
        return new KeyringOptions(cost, derivation, memory, sink, repairs);
    }

    /**
     * Leaves a damaged or missing copy of the keyring as it is when the other one opens; {@link Keyring#openReport} tells of
     * it. For whoever must not change anything. Without this, the copy is repaired.
     *
     * @return changed options
     */
    public KeyringOptions withoutRepair() {
        return new KeyringOptions(cost, derivation, memory, events, false);
    }

    boolean repairs() {
        return repairs;
    }

    Argon2Cost cost() {
        return cost;
    }

    KeyDerivation derivation() {
        return derivation != null ? derivation : KeyDerivations.best().orElseGet(BouncyCastleKeyDerivation::new);
    }

    SecretMemoryProvider memory() {
        return memory != null ? memory : SecretMemories.best();
    }

    EventSink events() {
        return events;
    }

    @Override
    public String toString() {
        return "KeyringOptions[" + cost + "]";
    }
}
