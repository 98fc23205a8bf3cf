// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.base.Progress;
import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.command.StoreFiles;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.spi.Anchor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Starts child after child on one store, kills them as planned, and looks after each kill at what is left. */
final class DemoRun {
    private final NioStorage storage;
    private final Keyring keyring;
    private final char[] password;
    private final DemoInput input;
    private final KillPlan plan;
    private final DemoOptions options;
    private final List<String> java;
    private final ProgressBar bar;
    private final LongSupplier nanoTime;

    private final List<Kill> kills = new ArrayList<>();
    private Figures figures = Figures.NONE;
    private @Nullable String clock;
    private int present;
    private int due; // after how many acknowledgements the running child is to be killed

    DemoRun(
            NioStorage storage,
            Keyring keyring,
            char[] password,
            DemoInput input,
            KillPlan plan,
            DemoOptions options,
            List<String> java,
            ProgressBar bar,
            LongSupplier nanoTime) {
        this.storage = storage;
        this.keyring = keyring;
        this.password = password;
        this.input = input;
        this.plan = plan;
        this.options = options;
        this.java = java;
        this.bar = bar;
        this.nanoTime = nanoTime;
    }

    /**
     * Does it all.
     *
     * @param seed is noted in the result
     * @param each hears of each kill once it is proven or refuted
     */
    DemoResult run(long seed, Consumer<Kill> each) throws IOException, InterruptedException {
        long begun = nanoTime.getAsLong();
        StateStore.create(storage, store()).close();
        boolean complete = false;
        while (!complete) {
            show(present);
            Child child = start();
            boolean killed = kills.size() < plan.size() && followAndKill(child);
            if (!killed) {
                child.follow(-1, this::show);
                finish(child);
                complete = true;
            }
            figures = figures.plus(child.figures());
            if (killed) {
                Kill kill = examine(child);
                kills.add(kill);
                each.accept(kill);
                present = kill.proof().present();
                if (!kill.proof().holds()) {
                    break;
                }
            }
        }
        return result(seed, begun);
    }

    private StoreOptions store() {
        return options.store().toBuilder()
                .sealing(keyring)
                .anchor(Anchor.none())
                .build();
    }

    private Child start() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "demo-child",
                storage.describe(""),
                "--from",
                String.valueOf(present + 1),
                "--records",
                String.valueOf(input.size()),
                "--checkpoint-commits",
                String.valueOf(options.checkpointCommits())));
        Optional<KillPoint> point = kills.size() < plan.size() ? plan.kill(kills.size()) : Optional.empty();
        point.ifPresent(name -> arguments.addAll(List.of("--kill-at", name.name())));
        due = kills.size() < plan.size() ? plan.acknowledgements(kills.size(), input.size() - present) : -1;
        point.ifPresent(name -> arguments.addAll(List.of("--after", String.valueOf(due))));
        return Child.start(java, arguments, password);
    }

    /** Follows a child to its death; returns {@code false} if it came to the end of the input first. */
    private boolean followAndKill(Child child) throws IOException, InterruptedException {
        Optional<KillPoint> point = plan.kill(kills.size());
        int before = child.acknowledged();
        child.follow(point.isPresent() ? -1 : due, this::show);
        if (point.isPresent() ? child.point() == null : child.acknowledged() == before) {
            return false;
        }
        if (point.isEmpty()) {
            LockSupport.parkNanos(plan.delayNanos());
        }
        child.kill();
        return true;
    }

    private void finish(Child child) throws InterruptedException {
        int exit = child.await();
        clock = child.clock();
        if (exit != 0 || clock == null) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "DEMO_CHILD",
                    "the importing process " + child.pid() + " ended with exit code " + exit + " by itself:\n"
                            + child.complaints(),
                    Map.of("pid", child.pid(), "exit", exit, "directory", storage.describe("")),
                    "look at what it says above; the store is kept",
                    null);
        }
    }

    private void show(int record) {
        bar.update("importing", record, input.size());
    }

    private Kill examine(Child child) {
        Optional<KillPoint> point = Optional.ofNullable(child.point());
        int acknowledged = Math.max(present, child.acknowledged());
        try (StateStore store = StateStore.open(storage, store())) {
            DemoProof proof = DemoProof.of(store, input, acknowledged, Math.max(present, child.tried()));
            return new Kill(point, child.pid(), acknowledged - present, store.recoveryReport(), proof);
        }
    }

    private DemoResult result(long seed, long begun) throws IOException {
        boolean verified;
        DemoRollback rollback;
        DemoProof last;
        try (StateStore store = StateStore.open(storage, store())) {
            rollback = DemoRollback.in(store, input);
            last = DemoProof.of(store, input, clock == null ? present : input.size(), input.size());
            verified = store.verify(Progress.NONE).ok();
        }
        bar.clear();
        Map<String, Long> files = StoreFiles.sizes(storage.root());
        return new DemoResult(
                storage.describe(""),
                seed,
                plan.size(),
                kills,
                rollback,
                last,
                verified,
                figures,
                clock,
                input.size(),
                input.bytes(),
                files.values().stream().mapToLong(Long::longValue).sum(),
                files.size(),
                nanoTime.getAsLong() - begun);
    }
}
