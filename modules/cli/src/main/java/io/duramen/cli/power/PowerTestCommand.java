// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.Version;
import io.duramen.cli.demo.JavaCommand;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.testkit.CrashFailure;
import io.duramen.testkit.PowerTally;
import io.duramen.testkit.PowerTest;
import io.duramen.testkit.PowerTestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows that the state store stands power failures, and says how sure that is. */
@Command(
        name = "power-test",
        description = {
            "Cut the power of a simulated disk in every operation of the state store, and of its recoveries, and kill processes "
                    + "that use a store on a real one at named points. After each nothing acknowledged may be missing, "
                    + "nothing half there, and the root must be that of the model. Fails if two numbers of the report "
                    + "contradict each other."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen power-test",
            "  duramen power-test --nightly --report power",
            "  duramen power-test --replay \"checkpoints 512 STRICT 17 3 0\"",
            "  duramen power-test --check power.json"
        })
public final class PowerTestCommand extends BaseCommand {
    private static final long NIGHTLY_STATES = 5_000_000;
    private static final int NIGHTLY_CYCLES = 10_000;
    private static final int CYCLES = 50;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where to kill processes; else a temporary directory.")
    private @Nullable Path directory;

    @Option(
            names = "--states",
            paramLabel = "N",
            description = "Draw at least N states; 0 for none. Else one round: every operation of every workload.")
    private @Nullable Long states;

    @Option(names = "--cycles", paramLabel = "N", description = "How many processes to kill; default 50, 0 for none.")
    private @Nullable Integer cycles;

    @Option(names = "--nightly", description = "5,000,000 states and 10,000 kills.")
    private boolean nightly;

    @Option(names = "--workload", paramLabel = "NAME", description = "Only this workload; may be given more than once.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "What everything random follows from; else a new one.")
    private @Nullable Long seed;

    @Option(names = "--report", paramLabel = "NAME", description = "Write NAME.json and NAME.html.")
    private @Nullable Path report;

    @Option(
            names = "--replay",
            paramLabel = "CRASH",
            description = "See one power failure again, as a report named it.")
    private @Nullable String replay;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Only hold the numbers of a report against each other.")
    private @Nullable Path check;

    /**
     * Makes the verb.
     *
     * @param streams where it reads and writes
     */
    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    public PowerTestCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (check != null) {
            JsonNode given = Json.parse(Files.readString(check));
            PowerCheck.Finding finding = PowerCheck.of(given);
            show(
                    Map.of("checks", finding.checks(), "contradictions", finding.contradictions()),
                    text().verdict(given, finding) + "\n");
            return exit(given, finding);
        }
        if (replay != null) {
            return replay(replay);
        }
        long begun = streams().nanoTime().getAsLong();
        String at = Instant.now().toString();
        long chosen = seed != null ? seed : new SecureRandom().nextInt(1_000_000) * 100_000L;
        int kills = kills();
        List<StoreWorkload> workloads = workloads();
        Path place =
                directory != null ? Files.createDirectories(directory) : Files.createTempDirectory("duramen-power-");
        String fileSystem = Files.getFileStore(place).type();
        say(text().opening(place.toString(), wanted(), kills, chosen));
        List<String> violations = new ArrayList<>();
        List<PowerTally> tallies = simulated(workloads, chosen, violations);
        int planned = violations.isEmpty() ? kills : 0;
        List<KillRun> runs = kills(place, planned, chosen, violations);
        if (violations.isEmpty() && directory == null) {
            KillRuns.delete(place);
        }
        PowerResult.Setting setting = new PowerResult.Setting(
                Version.number(),
                at,
                (streams().nanoTime().getAsLong() - begun) / 1e9,
                chosen,
                command(kills, chosen),
                fileSystem);
        PowerResult result = new PowerResult(setting, workloads, tallies, planned, runs, violations);
        JsonNode facts = Json.parse(Json.text(PowerFacts.of(result)));
        return tell(facts);
    }

    private long wanted() {
        if (states != null) {
            return states == 0 ? -1 : states;
        }
        return nightly ? NIGHTLY_STATES : 1;
    }

    private int kills() {
        int wanted = cycles != null ? cycles : nightly ? NIGHTLY_CYCLES : CYCLES;
        if (wanted != 0 && wanted < PowerPlan.least()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--cycles must be 0, or at least " + PowerPlan.least() + " to reach every point, is " + wanted);
        }
        return wanted;
    }

    private List<StoreWorkload> workloads() {
        for (String name : names) {
            if (StoreWorkload.all().stream()
                    .noneMatch(workload -> workload.name().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no workload " + name + "; there are "
                                + StoreWorkload.all().stream()
                                        .map(StoreWorkload::name)
                                        .toList());
            }
        }
        return StoreWorkload.all().stream()
                .filter(workload -> names.isEmpty() || names.contains(workload.name()))
                .toList();
    }

    private List<PowerTally> simulated(List<StoreWorkload> workloads, long chosen, List<String> violations) {
        long wanted = wanted();
        if (wanted < 0) {
            return List.of();
        }
        try (ProgressBar bar = progress().now()) {
            return PowerTest.of(StoreSubject.of(workloads))
                    .states(wanted)
                    .seed(chosen)
                    .inParallel()
                    .watch((subject, seen) -> bar.update("power failures: " + subject, seen, wanted > 1 ? wanted : 0))
                    .run();
        } catch (PowerTestFailure failure) {
            violations.add(failure.getMessage() + "\n  see it again: duramen power-test --replay \"" + failure.subject()
                    + " " + failure.crash().point() + "\"");
            return List.of();
        }
    }

    private List<KillRun> kills(Path place, int kills, long chosen, List<String> violations)
            throws IOException, InterruptedException {
        if (kills == 0) {
            return List.of();
        }
        List<String> java = JavaCommand.ofThisProcess(PowerChild.class);
        try (ProgressBar bar = progress().now();
                ChildArchive archive = ChildArchive.rehearsed(java, place, chosen)) {
            return new KillRuns(place, new PowerPlan(kills, chosen), chosen, archive.words())
                    .run(done -> bar.update("kills", done, kills));
        } catch (KillFailure failure) {
            violations.add(String.valueOf(failure.getMessage()));
            return failure.before();
        }
    }

    private Integer replay(String crash) {
        int space = crash.strip().indexOf(' ');
        try {
            PowerTest.of(StoreSubject.of(StoreWorkload.all()))
                    .replay(
                            crash.strip().substring(0, Math.max(0, space)),
                            crash.strip().substring(space + 1));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), "--replay: " + unknown.getMessage(), unknown);
        } catch (CrashFailure failure) {
            throw new CommandException(
                    ExitCode.DAMAGE,
                    "POWER_TEST",
                    String.valueOf(failure.getMessage()),
                    Map.of("crash", crash),
                    "add --stacktrace to see where the check failed",
                    failure);
        }
        show(Map.of("passed", true, "crash", crash), "the store stood it\n");
        return ExitCode.FINE;
    }

    private Integer tell(JsonNode facts) throws IOException {
        PowerCheck.Finding finding = PowerCheck.of(facts);
        Path base = report;
        if (base != null) {
            Files.writeString(Path.of(base + ".json"), Json.text(facts) + "\n");
            Files.writeString(Path.of(base + ".html"), PowerPage.of(facts, finding));
        }
        if (json()) {
            streams().out().print(Json.text(facts) + "\n");
            finding.contradictions().forEach(each -> streams().err().println("contradiction: " + each));
        } else {
            streams().out().print(text().summary(facts, finding));
        }
        return exit(facts, finding);
    }

    private static Integer exit(JsonNode facts, PowerCheck.Finding finding) {
        if (facts.path("violations").size() > 0) {
            return ExitCode.DAMAGE;
        }
        return finding.agrees() ? ExitCode.FINE : ExitCode.FAILED;
    }

    private String command(int kills, long chosen) {
        StringBuilder words = new StringBuilder("duramen power-test --states " + Math.max(0, wanted()));
        names.forEach(name -> words.append(" --workload ").append(name));
        return words.append(" --cycles ")
                .append(kills)
                .append(" --seed ")
                .append(chosen)
                .toString();
    }

    private PowerText text() {
        return new PowerText(streams().style());
    }

    private void say(String text) {
        if (!json()) {
            streams().out().print(text);
            streams().out().flush();
        }
    }
}
