// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClocks;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreStatistics;
import io.duramen.seal.Keyring;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.wal.spi.Anchor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The process that the demo kills: imports records from a given one on and reports each. The password comes on the first line
 * of standard input; when that ends, the parent is gone and so is this.
 */
@Command(name = "demo-child", hidden = true, description = "The importing process of the demo; started by it.")
public final class DemoChildCommand extends BaseCommand {
    private static final int FIGURES_EVERY = 16;

    @Parameters(paramLabel = "DIR", description = "The store.")
    private Path directory = Path.of("");

    @Option(names = "--from", required = true, description = "The first record to import, from 1.")
    private int from;

    @Option(names = "--records", required = true, description = "The last one.")
    private int records;

    @Option(names = "--checkpoint-commits", required = true, description = "After how many a checkpoint is written.")
    private int checkpointCommits;

    @Option(names = "--kill-at", description = "Where to stop and wait to be killed: ${COMPLETION-CANDIDATES}.")
    private @Nullable KillPoint killAt;

    @Option(names = "--after", description = "After how many records to do so.")
    private int after;

    /**
     * Makes the verb.
     *
     * @param streams where it reads and reports
     */
    public DemoChildCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        DemoInput input = DemoInput.first(records);
        Report report = new Report(streams().out());
        KillGate gate = new KillGate(killAt, report::at);
        NioStorage storage = NioStorage.at(directory);
        try (Keyring keyring = Keyring.unlock(storage, password());
                StateStore store = StateStore.open(
                        new KillPointStorage(storage, gate),
                        new DemoOptions(checkpointCommits)
                                .store().toBuilder()
                                        .sealing(keyring)
                                        .anchor(Anchor.none())
                                        .build())) {
            CpuClock clock = CpuClocks.best().open();
            importFrom(input, store, gate, report, clock);
            ClockInfo info = clock.info();
            report.done(info.provider() + " " + info.stepNanos());
        }
        return 0;
    }

    private void importFrom(DemoInput input, StateStore store, KillGate gate, Report report, CpuClock clock) {
        long cpu = clock.currentNanos();
        long wall = streams().nanoTime().getAsLong();
        for (int i = from; i <= input.size(); i++) {
            if (i - from >= after) {
                gate.arm();
            }
            DemoInput.Pair record = input.records().get(i - 1);
            report.trying(i);
            store.commit(tx -> tx.actor("duramen demo").put(record.key(), record.value()));
            report.acknowledged(i);
            if (gate.waitsAt(KillPoint.MID_CHECKPOINT) && i - from > after + checkpointCommits) {
                store.checkpoint(); // the one that was due on its own thread is late; the input must not end before it
            }
            if ((i - from + 1) % FIGURES_EVERY == 0 || i == input.size()) {
                report.figures(figures(
                        store.statistics(),
                        CpuClock.elapsed(cpu, clock.currentNanos()),
                        streams().nanoTime().getAsLong() - wall));
            }
        }
    }

    private static Figures figures(StoreStatistics seen, long cpuNanos, long wallNanos) {
        return new Figures(
                seen.commits(),
                seen.log().syncs(),
                seen.log().rolls(),
                seen.checkpoints(),
                cpuNanos == CpuClock.UNKNOWN ? -1 : cpuNanos,
                wallNanos);
    }

    private Unlock password() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(streams().in(), StandardCharsets.UTF_8));
        String line = in.readLine();
        Thread watch = new Thread(() -> endWithParent(in), "duramen-demo-parent");
        watch.setDaemon(true);
        watch.start();
        return Unlock.password(line == null ? new char[0] : line.toCharArray());
    }

    /** A child whose parent died would stand at its point for ever. */
    private static void endWithParent(BufferedReader in) {
        try {
            in.readLine(); // nothing more is ever said
        } catch (IOException gone) {
            // as good as the end
        }
        Runtime.getRuntime().halt(1);
    }
}
