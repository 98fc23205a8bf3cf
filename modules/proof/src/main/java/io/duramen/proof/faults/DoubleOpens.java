// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.storage.StorageLockedException;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log is opened twice, in every way somebody might: exactly one opener has it, and the others are told. */
final class DoubleOpens implements Suite {
    private static final String LOCKED = "STORAGE_LOCKED";

    @Override
    public String name() {
        return "double-open";
    }

    @Override
    public String what() {
        return "opened twice: by this JVM, another, another path, without its lock file, after a kill, racing: one wins";
    }

    @Override
    public long build() {
        return 50;
    }

    @Override
    public long nightly() {
        return 2_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        try (OpenChild one = new OpenChild();
                OpenChild two = new OpenChild()) {
            RealDirectory.use("double", directory -> whileOpenHere(directory, one, outcomes));
            RealDirectory.use("double", directory -> race(directory, one, two, cases, outcomes));
            RealDirectory.use("double", directory -> afterAKill(directory, one, two, outcomes));
        }
    }

    private static void whileOpenHere(Path directory, OpenChild other, Outcomes outcomes) throws IOException {
        Path link = directory.resolveSibling("link");
        try (WriteAheadLog log = WriteAheadLog.create(directory, TrialLog.threads())) {
            log.append(TrialLog.payload(1));
            Files.createSymbolicLink(link, directory);
            for (Path path : List.of(directory, link, directory.resolve("..").resolve("log"))) {
                requireLocked(path);
                requireRefused(other.ask("open " + path));
                outcomes.add("refused", 2);
            }
            Files.delete(directory.resolve("LOCK"));
            requireLocked(directory);
            requireRefused(other.ask("open " + directory));
            outcomes.add("refused without the lock file", 2);
            log.append(TrialLog.payload(2)); // none of this disturbed the owner
        }
        require(other.ask("open " + directory), "WON");
        require(other.ask("close"), "CLOSED");
        outcomes.add("opened once it was free");
    }

    private static void requireLocked(Path path) {
        try (WriteAheadLog second = WriteAheadLog.open(path, TrialLog.threads())) {
            throw new AssertionError("opened twice, the second time as " + path + ": " + second.durableLsn());
        } catch (StorageLockedException expected) {
            // as it should be
        }
    }

    private static void race(Path directory, OpenChild one, OpenChild two, long races, Outcomes outcomes) {
        WriteAheadLog.create(directory, TrialLog.threads()).close();
        for (long race = 0; race < races; race++) {
            one.say("open " + directory);
            two.say("open " + directory);
            List<String> answers = List.of(one.hear(), two.hear());
            if (answers.stream().filter("WON"::equals).count() != 1 || !answers.contains(LOCKED)) {
                throw new AssertionError("race " + race + " ended with " + answers);
            }
            outcomes.add("races won by " + (answers.get(0).equals("WON") ? "one" : "the other"));
            require(one.ask("close"), "CLOSED");
            require(two.ask("close"), "CLOSED");
        }
        requireRecords(directory, races);
    }

    private static void requireRecords(Path directory, long count) {
        try (WriteAheadLog log = WriteAheadLog.open(directory, TrialLog.threads())) {
            TrialLog.requireRecords(log);
            if (log.durableLsn() != count) {
                throw new AssertionError("the winners wrote " + count + " records, found " + log.durableLsn());
            }
        }
    }

    private static void afterAKill(Path directory, OpenChild one, OpenChild two, Outcomes outcomes) {
        WriteAheadLog.create(directory, TrialLog.threads()).close();
        require(one.ask("open " + directory), "WON");
        requireRefused(two.ask("open " + directory));
        one.kill();
        require(two.ask("open " + directory), "WON");
        require(two.ask("close"), "CLOSED");
        requireRecords(directory, 2);
        outcomes.add("opened after a kill");
    }

    private static void requireRefused(String answer) {
        require(answer, LOCKED);
    }

    private static void require(String answer, String expected) {
        if (!answer.equals(expected)) {
            throw new AssertionError("expected " + expected + ", got " + answer);
        }
    }
}
