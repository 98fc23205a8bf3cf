// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.base.DuramenException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StoreMissingException;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a store's directory holds. */
@Command(
        name = "inspect",
        description = {
            "Show what a store's directory holds: manifests, checkpoints, segments, counts. Works on a damaged store, changes "
                    + "nothing, takes no lock. Without a password it shows what can be seen without keys."
        },
        footerHeading = "%nExample:%n",
        footer = "  duramen inspect /var/lib/notes")
final class InspectCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Option(names = "--ask-password", description = "Ask for the password, to look inside a sealed store.")
    private boolean ask;

    @Parameters(paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    InspectCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        NioStorage storage = NioStorage.at(directory);
        if (!storage.exists("")) {
            throw new StoreMissingException(storage.describe(""), "the directory does not exist");
        }
        if (!storage.exists("wal") && !storage.exists("MANIFEST") && !Keyring.exists(storage)) {
            throw new StoreMissingException(storage.describe(""), "neither a MANIFEST nor a log");
        }
        boolean sealed = Keyring.exists(storage);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", storage.describe(""));
        facts.put("sealed", sealed);
        Map<String, Map<String, Object>> manifests = new TreeMap<>();
        for (String name : List.of("MANIFEST", "MANIFEST.prev")) {
            manifests.put(name, ManifestHead.read(storage.root().resolve(name)));
        }
        facts.put("manifests", manifests);
        Map<String, Long> files = StoreFiles.sizes(storage.root());
        facts.put("files", files);
        facts.put("bytes", files.values().stream().mapToLong(Long::longValue).sum());
        Lines lines = new Lines().text(streams().style().heading(storage.describe("")));
        describe(lines, sealed, manifests, files);
        int exit = ExitCode.FINE;
        if (!sealed || ask || opening.isGiven(streams())) {
            exit = inside(storage, facts, lines);
        } else {
            exit = segments(storage, null, facts, lines);
            lines.text("")
                    .text("  keys, roots and what only they tell are shown with --password-file or --ask-password");
        }
        show(facts, lines.toString());
        return exit;
    }

    private void describe(
            Lines lines, boolean sealed, Map<String, Map<String, Object>> manifests, Map<String, Long> files) {
        lines.line(
                "sealed",
                sealed ? "yes, with a keyring" : streams().style().odd("no: whoever reads the files reads all"));
        manifests.forEach((name, head) -> lines.line(name, manifestText(head)));
        files.forEach((name, bytes) -> {
            if (name.startsWith("ckpt/") || name.startsWith("wal/") || name.startsWith("quarantine/")) {
                lines.line(kind(name), name + ", " + Units.bytes(bytes));
            }
        });
        long sum = files.values().stream().mapToLong(Long::longValue).sum();
        lines.line("in all", Units.count(files.size(), "file") + ", " + Units.bytes(sum));
    }

    private String manifestText(Map<String, Object> head) {
        Object problem = head.get("problem");
        String bad = problem == null ? "" : streams().style().bad("PROBLEM: " + problem);
        return head.containsKey("root")
                ? "checkpoint " + head.get("generation") + ": " + head.get("keys") + " keys up to record "
                        + head.get("lsn") + ", root " + head.get("root") + (bad.isEmpty() ? "" : ", " + bad)
                : bad;
    }

    private static String kind(String name) {
        if (name.startsWith("quarantine/")) {
            return "quarantined";
        }
        if (name.endsWith(".segz")) {
            return "compressed segment";
        }
        return name.startsWith("ckpt/") ? "checkpoint" : name.endsWith(".seg") ? "segment" : "log file";
    }

    private int inside(NioStorage storage, Map<String, Object> facts, Lines lines) {
        int exit = ExitCode.FINE;
        try (Opened<ReadableStore> opened = new Stores(streams(), opening).openReadOnly(directory)) {
            Keyring keyring = opened.keyring();
            ReadableStore store = opened.store();
            exit = segments(storage, keyring, facts, lines);
            facts.put("recovery", Json.parse(store.recoveryReport().toJson()));
            facts.put("keys", store.size());
            facts.put("lsn", store.lsn());
            facts.put("root", store.root().toString());
            lines.text("").text(streams().style().heading("as it would be recovered"));
            store.recoveryReport().toText().lines().forEach(line -> lines.text("  " + line));
            if (store.recoveryReport().damage() != null) {
                exit = ExitCode.DAMAGE;
            }
        } catch (DuramenException e) {
            exit = ExitCode.of(e);
            if (exit == ExitCode.REFUSED) {
                throw e;
            }
            facts.put("problem", e.getMessage());
            lines.text("").line(streams().style().bad("PROBLEM"), String.valueOf(e.getMessage()));
        }
        return exit;
    }

    /** Shows the segments, by their checksums if there is no key. Returns the exit code they ask for. */
    private int segments(NioStorage storage, @Nullable Keyring keyring, Map<String, Object> facts, Lines lines) {
        WalOptions options =
                WalOptions.builder().sealing(keyring).anchor(Anchor.none()).build();
        try (ReadableLog log = WriteAheadLog.openReadOnly(storage, options)) {
            lines.text("");
            facts.put(
                    "segments",
                    log.segments().stream().map(InspectCommand::facts).toList());
            for (SegmentInfo segment : log.segments()) {
                String records = segment.lastLsn() < segment.firstLsn()
                        ? "no records"
                        : "records " + segment.firstLsn() + " to " + segment.lastLsn();
                lines.line(
                        "segment " + segment.number(),
                        records + ", " + Units.count(segment.frames(), "frame") + ", "
                                + Units.bytes(segment.usedBytes()) + " of " + Units.bytes(segment.capacity())
                                + " used"
                                + (segment.compressed() ? ", stored in " + Units.bytes(segment.storedBytes()) : ""));
            }
            DuramenException damage = log.recovery().damage();
            if (damage == null) {
                return ExitCode.FINE;
            }
            facts.put("damage", damage.getMessage());
            lines.line(streams().style().bad("DAMAGE"), String.valueOf(damage.getMessage()));
            return ExitCode.DAMAGE;
        } catch (LogMissingException nothingYet) {
            return ExitCode.FINE;
        }
    }

    private static Map<String, Object> facts(SegmentInfo segment) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", segment.number());
        facts.put("file", segment.file());
        facts.put("capacity", segment.capacity());
        facts.put("usedBytes", segment.usedBytes());
        facts.put("firstLsn", segment.firstLsn());
        facts.put("lastLsn", segment.lastLsn());
        facts.put("frames", segment.frames());
        facts.put("sealed", segment.sealed());
        if (segment.compressed()) {
            facts.put("storedBytes", segment.storedBytes());
        }
        return facts;
    }
}
