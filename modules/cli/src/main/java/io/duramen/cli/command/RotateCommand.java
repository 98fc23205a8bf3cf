// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.StoreMissingException;
import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.KeyRotation;
import io.duramen.crypto.KeyUse;
import io.duramen.crypto.ReencryptionReport;
import io.duramen.crypto.RotationReport;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rotates the keys of a sealed store or log. */
@Command(
        name = "rotate",
        description = {
            "Rotate the keys of a sealed store or log: start a new key epoch, wrap every segment's, checkpoint's and snapshot's key "
                    + "under it, and destroy the old epoch's key once nothing needs it. No data is written again. What broke off "
                    + "is gone on with.",
            "With --reencrypt all data is sealed anew too: who had data keys or an epoch's key of before, and gets the files "
                    + "later, reads nothing with them. The root key stays; a revocation makes another.",
            "Who had the old keys and has a copy of the store from then still reads that copy."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen rotate /var/lib/notes --reason 'a laptop was stolen'",
            "  duramen rotate /var/lib/notes --reencrypt --reason 'a backup with its keyring was stolen'",
            "  duramen rotate /var/lib/notes --if-due"
        })
final class RotateCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for the record, at most 256 characters; stored in clear.",
            defaultValue = "on demand")
    private String reason = "on demand";

    @Option(names = "--if-due", description = "Only if the key epoch is 30 days old, or a rotation was broken off.")
    private boolean ifDue;

    @Option(
            names = "--reencrypt",
            description =
                    "Also seal every segment, checkpoint and snapshot anew, under keys made from now on. Somebody may know "
                            + "the ones they have.")
    private boolean reencrypt;

    @Option(
            names = "--resume",
            description = "Start no epoch: go on with what was broken off, or finish what a revocation began.")
    private boolean resume;

    @Option(
            names = "--rate",
            paramLabel = "BYTES",
            description = "Write at most so many bytes a second; ${DEFAULT-VALUE} by default.",
            defaultValue = "67108864")
    private long rate = KeyRotation.DEFAULT_BYTES_PER_SECOND;

    @Parameters(paramLabel = "DIR", description = "The store, or a log of its own.")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    RotateCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        if (ifDue && (reencrypt || resume)) {
            throw new ParameterException(
                    spec.commandLine(), "--if-due goes with neither --reencrypt nor --resume. Nothing was changed.");
        }
        NioStorage storage = NioStorage.at(directory);
        requireSealed(storage);
        Stores stores = new Stores(streams(), opening);
        try (ProgressBar bar = progress();
                Keyring keyring = Objects.requireNonNull(stores.keyring(storage, true));
                HeldKeys held = HeldKeys.open(streams(), directory, keyring, bar)) {
            KeyEpochs epochs = keyring.epochs().orElseThrow();
            KeyRotation rotation = KeyRotation.of(epochs, held.holders())
                    .limitedTo(rate)
                    .telling(bar)
                    .withEvents(streams().events());
            Optional<ReencryptionReport> anew = reencrypt ? Optional.of(reencrypt(rotation)) : Optional.empty();
            Optional<RotationReport> done =
                    anew.map(ReencryptionReport::rotation).or(() -> rotate(rotation));
            bar.clear();
            KeyUse use = done.map(RotationReport::use).orElse(KeyUse.NONE);
            Map<String, Object> facts = facts(done, epochs.all(), use);
            Lines lines = new Lines();
            anew.map(report -> new ReencryptionText(report, streams().style())).ifPresent(told -> {
                told.facts(facts);
                told.text(lines);
            });
            show(facts, text(lines, done, epochs.all(), use));
            return ExitCode.FINE;
        }
    }

    /** A keyring alone is not rotated here: whoever seals with it knows what else is sealed under it, and that loses its keys. */
    private void requireSealed(NioStorage storage) {
        if (!HeldKeys.isHolder(storage)) {
            throw new StoreMissingException(storage.describe(""), "neither a MANIFEST nor a log");
        }
        if (!Keyring.exists(storage)) {
            throw CommandException.failed(
                    "NOT_SEALED",
                    "what is in " + directory + " is not sealed: it has no keys to rotate",
                    Map.of("directory", directory.toString()),
                    "export it and import it into a sealed store: duramen init DIR");
        }
    }

    private ReencryptionReport reencrypt(KeyRotation rotation) {
        return resume ? rotation.resumeReencryption() : rotation.reencrypt(reason);
    }

    private Optional<RotationReport> rotate(KeyRotation rotation) {
        if (ifDue) {
            return rotation.rotateIfDue();
        }
        return Optional.of(resume ? rotation.resume() : rotation.rotate(reason));
    }

    private Map<String, Object> facts(Optional<RotationReport> done, List<KeyEpoch> epochs, KeyUse use) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory.toString());
        facts.put("rotated", done.isPresent());
        done.ifPresent(report -> {
            facts.put("epoch", report.epoch());
            facts.put("rewrapped", report.rewrapped());
            facts.put("bytes", report.bytes());
            facts.put("destroyed", report.destroyed());
            facts.put("complete", report.isComplete());
            facts.put("keys", new KeyFacts(epochs, use, Instant.now()).facts());
            facts.put("unknown", use.unknown());
        });
        return facts;
    }

    private String text(Lines lines, Optional<RotationReport> done, List<KeyEpoch> epochs, KeyUse use) {
        if (done.isEmpty()) {
            return lines.text("not due: the key epoch is younger than 30 days").toString();
        }
        RotationReport report = done.get();
        lines.line(
                "re-wrapped", Units.count(report.rewrapped(), "key") + ", " + Units.bytes(report.bytes()) + " written");
        new KeyFacts(epochs, use, Instant.now()).text(lines);
        lines.text(
                report.isComplete()
                        ? streams().style().good("every older key is gone")
                        : streams().style().odd("some files still need an older key, which is kept")
                                + "; when they are repaired or removed, run: duramen rotate " + directory
                                + (reencrypt ? " --reencrypt --resume" : " --if-due"));
        return lines.toString();
    }
}
