// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.base.Progress;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.VerificationReport;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.merkle.RootBuilder;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a recovered store against the steps it was taken through: it must be the state after some step, not before the last one
 * acknowledged nor after the last one tried, with the root of exactly that state; it must have tidied up; and it must go on.
 */
final class StoreOracle {
    private static final Pattern SALT = Pattern.compile("\"salt\": \"([0-9a-f]{64})\"");

    private StoreOracle() {}

    /**
     * Opens what a crash left, checks it, commits more and checks that too; a store whose creation was cut short is created.
     *
     * @return the step that was found
     */
    static long verify(StoreWorkload workload, Storage storage, AckLog acks, long seed) {
        try (StoreSession session = open(workload, storage, acks, seed)) {
            long found = session.step();
            acks.requireRecovered(found);
            requireState(workload, session.store(), found, seed);
            requireTidy(session.store(), storage);
            workload.check(session.store(), found, seed);
            acks.acked(found); // a store must not show today what is gone tomorrow
            session.commit();
            session.checkpoint(); // what these leave is held against the model after the next crash
            VerificationReport verified = session.store().verify(Progress.NONE);
            require(verified.ok(), () -> "verification found " + verified.problems());
            require(
                    verified.root().equals(session.store().root()),
                    () -> "verification found root " + verified.root() + ", the store has "
                            + session.store().root());
            return found;
        }
    }

    private static StoreSession open(StoreWorkload workload, Storage storage, AckLog acks, long seed) {
        try {
            return StoreSession.open(workload, storage, acks, seed);
        } catch (StoreMissingException notYetCreated) {
            require(acks.lastAcked() == 0, () -> "a store that was acknowledged is missing");
            return StoreSession.create(workload, storage, acks, seed);
        }
    }

    /** The step a store stands at: the last one any of its values is of. */
    static long stepOf(StateView view) {
        long step = StoreSteps.CREATION;
        for (MerkleEntry entry : view.entries()) {
            step = Math.max(step, StoreSteps.stepOf(entry.value()));
        }
        return step;
    }

    /** Requires exactly the keys, values and root of a step. */
    static void requireState(StoreWorkload workload, StateView view, long step, long seed) {
        Map<byte[], byte[]> model = StoreSteps.model(workload, step, seed);
        require(
                view.size() == model.size(),
                () -> "after step " + step + " there must be " + model.size() + " keys, there are " + view.size());
        for (MerkleEntry entry : view.entries()) {
            require(
                    Arrays.equals(model.get(entry.key()), entry.value()),
                    () -> "after step " + step + " another value is under "
                            + new String(entry.key(), StandardCharsets.US_ASCII));
        }
        Root expected = root(view, model);
        require(
                view.root().equals(expected),
                () -> "after step " + step + " the root must be " + expected + ", is " + view.root());
    }

    /** The root of a model, with nothing taken from the store but its salt. */
    static Root root(StateView view, Map<byte[], byte[]> model) {
        Matcher salt = SALT.matcher(view.prove(StoreSteps.key("any")).toJson());
        require(salt.find(), () -> "a proof shows no salt");
        RootBuilder builder = new RootBuilder(HexFormat.of().parseHex(salt.group(1)));
        model.forEach(builder::add);
        return builder.root();
    }

    /** A recovery leaves nothing unfinished behind and rejects nothing but what a creation had not come to. */
    private static void requireTidy(StateStore store, Storage storage) {
        RecoveryReport report = store.recoveryReport();
        List<String> rejected = report.rejected().stream()
                .filter(reason -> !reason.contains("MANIFEST.prev"))
                .toList();
        require(rejected.isEmpty(), () -> "rejected " + rejected);
        require(report.foreign().isEmpty(), () -> "foreign " + report.foreign());
        for (String directory : List.of("", "ckpt")) {
            for (String name : storage.list(directory)) {
                require(!name.endsWith(".tmp"), () -> "left behind: " + directory + "/" + name);
            }
        }
    }

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}
