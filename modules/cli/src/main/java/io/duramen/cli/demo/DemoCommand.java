// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.PasswordOption;
import io.duramen.cli.command.Stores;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.seal.Keyring;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the main job. */
@Command(
        name = "demo",
        description = {
            "Import real records into a sealed store while the importing process is killed again and again, at named points "
                    + "and at random ones, and prove after each kill that every acknowledged record is there, none is half "
                    + "there, and the root is the one recomputed from the records."
        },
        footerHeading = "%nExample:%n",
        footer = {"  duramen demo", "  duramen demo --records 1000 --kills 20 --seed 7 --keep /tmp/demo"})
public final class DemoCommand extends BaseCommand {
    private static final int ALL_RECORDS = 4897;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final PasswordOption password = new PasswordOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where to make the store; else a temporary directory.")
    private @Nullable Path directory;

    @Option(names = "--kills", defaultValue = "12", paramLabel = "N", description = "How many kills; default 12.")
    private int kills;

    @Option(
            names = "--records",
            defaultValue = "" + ALL_RECORDS,
            paramLabel = "N",
            description = "How many of the " + ALL_RECORDS + " records; default all.")
    private int records;

    @Option(names = "--seed", paramLabel = "S", description = "What the kills follow from; else a new one.")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Keep the temporary directory.")
    private boolean keep;

    /**
     * Makes the verb.
     *
     * @param streams where it reads and writes
     */
    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    public DemoCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DemoOptions options = DemoOptions.forRecords(records);
        long chosen = seed != null ? seed : new SecureRandom().nextInt(1_000_000);
        KillPlan plan = plan(options, chosen);
        DemoInput input = DemoInput.first(records);
        if (directory != null) {
            Stores.checkVacant(NioStorage.at(directory));
        }
        char[] typed = password();
        Path place = directory != null ? directory : Files.createTempDirectory("duramen-demo-");
        boolean proven = false;
        try {
            say(text().opening(place.toString(), input.size(), input.bytes(), plan.size(), chosen));
            DemoResult result = run(place, typed, input, plan, options, chosen);
            proven = result.isProven();
            show(DemoJson.of(result), text().summary(result));
            return exit(result);
        } finally {
            Arrays.fill(typed, '\0');
            if (directory == null && !keep && proven) {
                delete(place);
            } else {
                say("\n  the store is kept in " + place + "\n");
            }
        }
    }

    private KillPlan plan(DemoOptions options, long chosen) {
        if (records < 1 || records > ALL_RECORDS || kills < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--records is from 1 to " + ALL_RECORDS + ", --kills from 0");
        }
        KillPlan plan = new KillPlan(kills, options, chosen);
        if (plan.leastRecords() > records) {
            throw new ParameterException(
                    spec.commandLine(),
                    kills + " kills need at least " + plan.leastRecords()
                            + " records to find their moments, --records is " + records);
        }
        return plan;
    }

    private DemoResult run(Path place, char[] typed, DemoInput input, KillPlan plan, DemoOptions options, long chosen)
            throws IOException, InterruptedException {
        NioStorage storage = NioStorage.at(place);
        try (Unlock unlock = Unlock.password(typed);
                Keyring keyring = Keyring.create(place, unlock, streams().keyrings());
                ProgressBar bar = progress().now()) {
            DemoRun run = new DemoRun(
                    storage,
                    keyring,
                    typed,
                    input,
                    plan,
                    options,
                    JavaCommand.ofThisProcess(),
                    bar,
                    streams().nanoTime());
            int[] number = {0};
            return run.run(chosen, kill -> {
                bar.clear();
                say(text().kill(++number[0], plan.size(), kill));
            });
        }
    }

    /** A store in a temporary directory protects nothing, so that any password will do where none is given. */
    private char[] password() {
        Streams.PasswordPrompt prompt = streams().prompt();
        if (password.isGiven(streams()) || (prompt != null && directory != null)) {
            return password.fresh(streams(), "the demo's store");
        }
        char[] typed = prompt == null ? null : prompt.ask("Password of the demo's store (Enter for a random one): ");
        if (typed != null && typed.length > 0) {
            return typed;
        }
        say("no password given: this store gets a random one\n\n");
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random).toCharArray();
    }

    private static int exit(DemoResult result) {
        if (result.isProven()) {
            return ExitCode.FINE;
        }
        boolean broken = !result.last().holds()
                || !result.rollback().asBefore()
                || !result.verified()
                || result.kills().stream().anyMatch(kill -> !kill.proof().holds());
        return broken ? ExitCode.DAMAGE : ExitCode.FAILED;
    }

    private DemoText text() {
        return new DemoText(streams().style());
    }

    private void say(String text) {
        if (!json()) {
            streams().out().print(text);
            streams().out().flush();
        }
    }

    private static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
