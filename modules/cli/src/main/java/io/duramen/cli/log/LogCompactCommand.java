// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.Opened;
import io.duramen.cli.command.RecordRoot;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.ReadableStore;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what lies below a log's checkpoint. */
@Command(
        name = "compact",
        description = {
            "Remove the segments of a log that lie below its checkpoint, after the store it belongs to, if there is one, was "
                    + "verified. Takes the lock. Without a checkpoint nothing is removed."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen log compact --dry-run /var/lib/notes",
            "  duramen log compact --strategy keep=10000 /var/lib/notes"
        })
final class LogCompactCommand extends LogVerb {
    @Option(
            names = "--strategy",
            paramLabel = "HOW",
            defaultValue = "auto",
            description =
                    "auto: every segment below the checkpoint; aggressive: also the one being written; keep=N: leave at "
                            + "least N records below the checkpoint. Default: ${DEFAULT-VALUE}.")
    private String strategy = "auto";

    @Option(names = "--dry-run", description = "Only show what would be removed; takes no lock.")
    private boolean dryRun;

    LogCompactCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        Compaction how = how();
        try (ProgressBar bar = progress()) {
            CompactionResult result;
            Keyring keyring = stores().keyring(storage(), !dryRun);
            if (dryRun && !isOfLines(storage())) { // lines go one by one, which only the open log can tell
                try (OpenLog opened = open(bar, keyring)) {
                    result = how.preview(opened.log());
                }
            } else {
                result = compact(how, bar, keyring);
            }
            bar.clear();
            show(facts(result), text(result));
            return ExitCode.FINE;
        }
    }

    /** What can refuse does so before the log is opened for writing, which would begin a segment. */
    private CompactionResult compact(Compaction how, ProgressBar bar, @Nullable Keyring keyring) {
        try (keyring) {
            NioStorage storage = storage();
            var options = options(storage, bar, keyring);
            try (var log = WriteAheadLog.openReadOnly(storage, options)) {
                how.preview(log);
            }
            if (storage.exists("MANIFEST") || storage.exists("MANIFEST.prev")) {
                verifyStore(bar);
            }
            try (WriteAheadLog log = WriteAheadLog.open(storage, options)) {
                return log.compact(how);
            }
        }
    }

    /** A checkpoint is worth what can be read of it: everything is computed again before a record goes. */
    private void verifyStore(ProgressBar bar) {
        try (Opened<ReadableStore> opened = stores().openReadOnly(directory())) {
            ReadableStore store = opened.store();
            List<String> problems = new ArrayList<>(store.verify(bar).problems());
            String damage = store.recoveryReport().damage();
            if (damage != null) {
                problems.add(damage);
            }
            if (!RecordRoot.of(store).equals(store.root())) {
                problems.add("the records give another root than " + store.root());
            }
            if (!problems.isEmpty()) {
                throw new CommandException(
                        ExitCode.DAMAGE,
                        "STORE_NOT_VERIFIED",
                        "the store in " + directory() + " is not as it was written, so that its log is still needed: "
                                + problems.get(0) + "; nothing was removed",
                        Map.of("directory", directory().toString(), "problems", problems),
                        "see all that is wrong with: duramen verify " + directory(),
                        null);
            }
        }
    }

    private Compaction how() {
        Compaction how;
        if (strategy.equals("auto")) {
            how = Compaction.auto();
        } else if (strategy.equals("aggressive")) {
            how = Compaction.aggressive();
        } else if (strategy.matches("keep=[0-9]{1,18}")) {
            how = Compaction.keep(Long.parseLong(strategy.substring("keep=".length())));
        } else {
            throw usage("--strategy must be auto, aggressive or keep=N, is '" + strategy + "'");
        }
        return dryRun ? how.dryRun() : how;
    }

    private Map<String, Object> facts(CompactionResult result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("dryRun", result.dryRun());
        facts.put("strategy", strategy);
        facts.put("checkpointLsn", result.checkpointLsn());
        facts.put("removed", LogFacts.of(result.removed()));
        facts.put("records", result.records());
        facts.put("bytes", result.bytes());
        facts.put("firstLsn", result.firstLsn());
        return facts;
    }

    private String text(CompactionResult result) {
        Lines lines = new Lines();
        lines.line("strategy", strategy + (result.dryRun() ? ", dry run: nothing was changed" : ""));
        lines.line("checkpoint", "record " + result.checkpointLsn());
        for (SegmentInfo segment : result.removed()) {
            lines.line(
                    result.dryRun() ? "would go" : "gone",
                    "segment " + segment.number() + ", records "
                            + LogFacts.range(segment.firstLsn(), segment.lastLsn()) + ", "
                            + Units.bytes(segment.storedBytes()));
        }
        lines.line(
                "in all",
                Units.count(result.removed().size(), "segment") + ", " + Units.count(result.records(), "record") + ", "
                        + Units.bytes(result.bytes()));
        return lines.line("first record", result.firstLsn()).toString();
    }
}
