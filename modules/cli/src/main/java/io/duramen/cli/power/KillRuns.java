// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Kills processes, chain after chain in directories of their own, a chain a processor at a time. */
final class KillRuns {
    private final List<KillChain> chains = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();

    KillRuns(Path base, PowerPlan plan, long seed, List<String> java) {
        List<PowerPlan.Planned> kills = plan.kills();
        int from = 0;
        while (from < kills.size()) {
            int to = from + 1;
            while (to < kills.size() && !kills.get(to).fresh()) {
                to++;
            }
            chains.add(new KillChain(kills.subList(from, to), from + 1, chains.size() + 1, base, seed, java));
            from = to;
        }
    }

    /**
     * Does every kill of the plan.
     *
     * @param each hears how many were done, one call at a time
     * @return what came of them
     * @throws KillFailure at the first that leaves something wrong or does not reach its point; the directory is kept
     */
    List<KillRun> run(IntConsumer each) throws IOException, InterruptedException {
        Deque<KillChain> left = new ConcurrentLinkedDeque<>(chains);
        Deque<Throwable> failures = new ConcurrentLinkedDeque<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= Math.min(Runtime.getRuntime().availableProcessors(), chains.size()); i++) {
            Thread thread = new Thread(() -> work(left, failures, each), "duramen-kills-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                failures.add(stop); // no further kill is begun
                throw stop;
            }
        }
        if (!failures.isEmpty()) {
            throw failure(failures.getFirst());
        }
        return chains.stream().flatMap(chain -> chain.runs().stream()).toList();
    }

    @SuppressWarnings("CatchingUnchecked") // told by the thread that waits
    private void work(Deque<KillChain> left, Deque<Throwable> failures, IntConsumer each) {
        KillChain chain = left.poll();
        while (chain != null && failures.isEmpty()) {
            try {
                chain.run(failures::isEmpty, () -> tell(each));
            } catch (IOException | InterruptedException | RuntimeException | Error failure) {
                failures.add(failure);
            }
            chain = left.poll();
        }
    }

    private synchronized void tell(IntConsumer each) {
        each.accept(done.incrementAndGet());
    }

    private KillFailure failure(Throwable first) {
        return new KillFailure(
                first instanceof KillFailure ? String.valueOf(first.getMessage()) : first.toString(), before(), first);
    }

    /** The kills that were done, up to the first that was not. */
    private List<KillRun> before() {
        List<KillRun> before = new ArrayList<>();
        for (KillChain chain : chains) {
            for (KillRun run : chain.runs()) {
                if (run.number() == before.size() + 1) {
                    before.add(run);
                }
            }
        }
        return before;
    }

    static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
