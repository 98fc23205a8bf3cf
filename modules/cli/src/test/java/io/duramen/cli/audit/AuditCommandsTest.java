// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditHead;
import io.duramen.audit.AuditOptions;
import io.duramen.audit.AuditOutcome;
import io.duramen.audit.AuditTrail;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.terminal.Json;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriterMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditCommandsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String ID = "910a2dec-8902-5cc1-beeb-8da1658eec67";

    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private AuditHead head;

    private static AuditOptions options(int hour) {
        return AuditOptions.builder()
                .wal(WalOptions.builder()
                        .writerMode(WriterMode.CALLER)
                        .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .clock(Clock.fixed(NOON.plusSeconds(hour * 3600L), ZoneOffset.UTC))
                        .random(new SplittableRandom(1))
                        .build())
                .withoutFound()
                .build();
    }

    /** Four entries of two people within one afternoon, one of whom would like to forge a line. */
    private Path trail() {
        Path directory = temp.resolve("trail");
        for (int hour = 0; hour < 4; hour++) {
            try (AuditTrail trail = AuditTrail.openOrCreate(directory, options(hour))) {
                AuditEntry entry = switch (hour) {
                    case 0 -> trail.append("store.opened", "ann", AuditOutcome.DONE, Map.of("keys", 3));
                    case 1 ->
                        trail.append(
                                "login",
                                "bob\n9 2026-01-02T12:00:00Z login DONE actor=root",
                                AuditOutcome.REFUSED,
                                Map.of());
                    case 2 -> trail.append("store.closed", "ann", AuditOutcome.FAILED, Map.of());
                    default -> trail.append("login", "ann", AuditOutcome.DONE, Map.of());
                };
                head = entry.head();
            }
        }
        return directory;
    }

    private static void damage(Path trail) throws IOException {
        List<Path> segments;
        try (var files = Files.list(trail.resolve("wal"))) {
            segments = files.filter(file -> file.toString().endsWith(".seg")).toList();
        }
        int damaged = 0;
        for (Path segment : segments) {
            byte[] bytes = Files.readAllBytes(segment);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("store.closed");
            if (at >= 0) {
                bytes[at] ^= 1;
                Files.write(segment, bytes);
                damaged++;
            }
        }
        assertEquals(1, damaged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "verify", "show"})
    void everyVerbHasAPageWithAnExample(String verb) {
        assertEquals(0, shell.run("audit", verb, "--help"));
        assertTrue(shell.out().contains("Example:"), shell.out());
        assertTrue(shell.out().contains("  duramen audit " + verb), shell.out());
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80), shell.out());
        assertEquals(0, shell.run("audit", "--help"));
        assertTrue(shell.out().contains("\n  " + verb + " "), shell.out());
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80), shell.out());
        assertEquals(ExitCode.USAGE, shell.run("audit"));
    }

    @Test
    @Tag("S5.32")
    void aTrailAsItWasWrittenIsFine() {
        Path trail = trail();

        assertEquals(0, shell.run("audit", "verify", trail), shell.err());
        assertEquals(
                List.of(
                        "  trail               " + trail,
                        "  id                  " + ID,
                        "  entries             4",
                        "  head                " + head,
                        "  end                 closed in order",
                        "  newest entries      whether any were cut off stays unknown without --expect-head",
                        "every entry is as it was written"),
                shell.out().lines().toList());
        assertEquals(0, shell.run("audit", "verify", "--expect-head", head, trail), shell.err());
        assertFalse(shell.out().contains("stays unknown"));
        assertEquals(0, shell.run("audit", "verify", "--json", trail));
        assertTrue(shell.json().get("ok").booleanValue());
        assertEquals(4, shell.json().get("entries").intValue());
        assertEquals(head.toString(), shell.json().get("head").stringValue());
        assertTrue(shell.json().get("finding").isNull());
    }

    @Test
    @Tag("S5.32")
    void aTrailThatEndsBeforeTheHeadKeptElsewhereIsBroken() {
        Path trail = trail();
        String later = new AuditHead(6, head.digest()).toString();

        assertEquals(ExitCode.DAMAGE, shell.run("audit", "verify", "--expect-head", later, trail));
        assertEquals(
                List.of(
                        "  BROKEN              the newest entries are missing",
                        "  entry               5",
                        "  expected            entries up to 6 at least",
                        "  found               entries up to 4",
                        "not as it was written; keep the directory as evidence, and go on in a new trail"),
                shell.out().lines().skip(5).toList());
        String other = new AuditHead(4, "0".repeat(64)).toString();
        assertEquals(ExitCode.DAMAGE, shell.run("audit", "verify", "--json", "--expect-head", other, trail));
        assertEquals("REWRITTEN", shell.json().get("finding").get("kind").stringValue());
        assertEquals(ExitCode.USAGE, shell.run("audit", "verify", "--expect-head", "12ab", trail));
        assertTrue(shell.err().contains("80 hexadecimal digits"), shell.err());
    }

    @Test
    @Tag("S5.32")
    void damageIsFoundAndWhatComesBeforeItIsShown() throws IOException {
        Path trail = trail();
        damage(trail);

        assertEquals(ExitCode.DAMAGE, shell.run("audit", "verify", trail));
        assertTrue(
                shell.out().contains("  BROKEN              the log is damaged\n  entry               3\n"),
                shell.out());
        assertEquals(ExitCode.DAMAGE, shell.run("audit", "show", trail));
        assertEquals(2, shell.out().lines().count());
        assertTrue(shell.err().startsWith("broken: the log is damaged: entry 3, "), shell.err());
        assertEquals(ExitCode.DAMAGE, shell.run("audit", "show", "--json", trail));
        assertEquals(2, shell.json().get("count").intValue());
        assertEquals("LOG_DAMAGED", shell.json().get("finding").get("kind").stringValue());
    }

    @Test
    @Tag("S3.54")
    void eachEntryIsOneLineWhateverIsInIt() {
        assertEquals(0, shell.run("audit", "show", trail()), shell.err());
        assertEquals(
                List.of(
                        "1 2026-01-02T12:00:00Z store.opened DONE actor=ann keys=3",
                        "2 2026-01-02T13:00:00Z login REFUSED"
                                + " actor=\"bob\\n9 2026-01-02T12:00:00Z login DONE actor=root\"",
                        "3 2026-01-02T14:00:00Z store.closed FAILED actor=ann",
                        "4 2026-01-02T15:00:00Z login DONE actor=ann"),
                shell.out().lines().toList());
    }

    @Test
    void theExamplesOfThePagePrintWhatStandsThere() throws IOException {
        Path trail = trail();
        List<String> lines = Files.readAllLines(Path.of("..", "..", "docs", "guide", "audit.md"));
        String example = String.join("\n", lines).split("```console\n", -1)[1].split("```", -1)[0];
        List<String> examples = List.of(example.split("\\$ duramen ", -1));
        assertEquals(3, examples.size());
        for (String run : examples.subList(1, 3)) {
            List<String> command = run.lines().toList();
            String said = command.get(0).replace("/var/lib/trail", trail.toString());
            assertEquals(0, shell.run((Object[]) said.split(" ", -1)), shell.err());
            assertEquals(command.subList(1, command.size()), shell.out().lines().toList());
        }
    }

    @Test
    void filtersMustAllHold() {
        Path trail = trail();

        assertEquals(List.of(1L, 3L, 4L), shown(trail, "--actor", "ann"));
        assertEquals(List.of(1L, 3L), shown(trail, "--actor", "ann", "--type", "store"));
        assertEquals(List.of(2L, 4L), shown(trail, "--type", "login"));
        assertEquals(List.of(), shown(trail, "--type", "log"));
        assertEquals(List.of(2L, 3L), shown(trail, "--from", "2", "--to", "3"));
        assertEquals(
                List.of(2L, 3L),
                shown(trail, "--from-time", "2026-01-02T13:00:00Z", "--to-time", "2026-01-02T15:00:00Z"));
        assertEquals(List.of(1L, 2L, 3L, 4L), shown(trail, "--from-time", "2026-01-02"));
        assertEquals(List.of(3L), shown(trail, "--outcome", "failed"));
        assertEquals(ExitCode.USAGE, shell.run("audit", "show", "--from-time", "noon", trail));
        assertEquals(0, shell.run("audit", "show", "--json", "--actor", "ann", trail));
        assertEquals(3, shell.json().get("count").intValue());
        assertEquals(3, shell.json().get("entries").size());
        assertTrue(shell.json().get("finding").isNull());
    }

    private List<Long> shown(Path trail, String... filters) {
        Object[] args = new Object[filters.length + 4];
        args[0] = "audit";
        args[1] = "show";
        args[2] = "--ndjson";
        System.arraycopy(filters, 0, args, 3, filters.length);
        args[args.length - 1] = trail;
        assertEquals(0, shell.run(args), shell.err());
        return shell.out()
                .lines()
                .map(line -> Json.parse(line).get("sequence").longValue())
                .toList();
    }

    @Test
    void whatIsNoTrailIsSaidToBeNone() {
        for (String verb : List.of("verify", "show")) {
            assertEquals(ExitCode.FAILED, shell.run("audit", verb, "--json", temp.resolve("none")));
            assertEquals("AUDIT_MISSING", shell.error().get("code").stringValue());
        }
    }

    @Test
    void aTrailIsMadeOnceAndSealedUnlessAskedOtherwise() {
        Path plain = temp.resolve("plain");
        assertEquals(0, shell.run("audit", "init", "--unsealed", "--json", plain), shell.err());
        String made = shell.json().get("head").stringValue();
        assertEquals(0, shell.run("audit", "verify", "--expect-head", made, plain), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("audit", "init", "--unsealed", plain));

        Path sealed = temp.resolve("sealed");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("audit", "init", sealed), owner.err());
        assertEquals(0, owner.run("audit", "verify", sealed), owner.err());
        Shell stranger = new Shell().with("DURAMEN_PASSWORD", "wrong");
        assertEquals(ExitCode.REFUSED, stranger.run("audit", "verify", sealed));
    }

    // ---- the trail of the command itself

    private List<JsonNode> entered(Path trail) {
        assertEquals(0, shell.run("audit", "show", "--ndjson", trail), shell.err());
        return shell.out().lines().map(Json::parse).toList();
    }

    private static String text(JsonNode entry, String name) {
        return entry.get("facts").get(name).asString();
    }

    @Test
    @Tag("S3.53")
    void commandsThatWriteAreEnteredBeforeAndAfterWithWhatTheyRecovered() {
        Path trail = temp.resolve("trail");
        Path store = temp.resolve("store");
        assertEquals(0, shell.run("audit", "init", "--unsealed", trail), shell.err());
        Shell audited = new Shell().with("DURAMEN_AUDIT", trail.toString());

        assertEquals(0, audited.run("init", "--unsealed", store), audited.err());
        assertEquals(0, audited.run("put", "key", "a secret", store), audited.err());
        assertEquals(0, audited.run("get", "key", store), audited.err());
        assertEquals(ExitCode.FAILED, audited.run("delete", "--yes", "other", store));
        assertEquals(ExitCode.USAGE, audited.run("delete", "key", store));
        assertEquals(0, audited.run("put", "--help"));

        List<JsonNode> entries = entered(trail);
        List<String> told = entries.stream()
                .filter(entry -> entry.get("type").stringValue().startsWith("command."))
                .map(entry -> entry.get("type").stringValue() + " " + text(entry, "command") + " "
                        + entry.get("outcome").stringValue()
                        + (entry.get("facts").has("exit") ? " " + text(entry, "exit") : ""))
                .toList();
        assertEquals(
                List.of(
                        "command.begun duramen init BEGUN",
                        "command.ended duramen init DONE 0",
                        "command.begun duramen put BEGUN",
                        "command.ended duramen put DONE 0",
                        "command.begun duramen delete BEGUN",
                        "command.ended duramen delete FAILED 1",
                        "command.begun duramen delete BEGUN",
                        "command.ended duramen delete FAILED 2"),
                told);
        assertEquals(store.toString(), text(entries.get(0), "directory"));
        assertEquals(
                List.of("--unsealed"),
                List.of(entries.get(0).get("facts").get("options").get(0).stringValue()));
        assertTrue(entries.stream()
                .anyMatch(entry -> entry.get("type").stringValue().equals("recovery.completed")));
        assertEquals(
                System.getProperty("user.name"), entries.get(0).get("actor").stringValue());
        assertFalse(shell.out().contains("a secret"), shell.out());
    }

    @Test
    @Tag("S1.33")
    void aCommandWhoseStoreCannotBeRecoveredLeavesThatInTheTrail() throws IOException {
        Path trail = temp.resolve("trail");
        Path store = temp.resolve("store");
        assertEquals(0, shell.run("audit", "init", "--unsealed", trail), shell.err());
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        for (String name : List.of("MANIFEST", "MANIFEST.prev")) {
            byte[] bytes = Files.readAllBytes(store.resolve(name));
            bytes[100] ^= 1;
            Files.write(store.resolve(name), bytes);
        }
        Shell audited = new Shell().with("DURAMEN_AUDIT", trail.toString());
        assertEquals(ExitCode.DAMAGE, audited.run("put", "key", "value", store));

        List<String> types = entered(trail).stream()
                .map(entry -> entry.get("type").stringValue() + " "
                        + entry.get("outcome").stringValue())
                .toList();
        assertTrue(types.contains("recovery.failed FAILED"), types::toString);
        assertEquals("command.ended FAILED", types.get(types.size() - 1));
    }

    @Test
    @Tag("S3.53")
    void aCommandThatCannotBeEnteredIsNotDone() throws IOException {
        Path store = temp.resolve("store");
        Shell missing = new Shell().with("DURAMEN_AUDIT", temp.resolve("none").toString());
        assertEquals(ExitCode.FAILED, missing.run("init", "--unsealed", "--json", store));
        assertEquals("AUDIT_MISSING", missing.error().get("code").stringValue());
        assertTrue(Files.notExists(store));

        Path trail = trail();
        try (AuditTrail held = AuditTrail.open(trail, options(5))) {
            Shell busy = new Shell().with("DURAMEN_AUDIT", trail.toString());
            assertEquals(ExitCode.FAILED, busy.run("init", "--unsealed", "--json", store));
            assertEquals("STORAGE_LOCKED", busy.error().get("code").stringValue());
            assertEquals(4, held.head().sequence());
        }
        assertTrue(Files.notExists(store));
        damage(trail);
        Shell broken = new Shell().with("DURAMEN_AUDIT", trail.toString());
        assertEquals(ExitCode.DAMAGE, broken.run("init", "--unsealed", store));
        assertTrue(Files.notExists(store));
        assertEquals(0, broken.run("audit", "verify", "--help"));
    }

    @Test
    void aSealedTrailIsEnteredWithItsOwnPassword() {
        Path trail = temp.resolve("trail");
        Path store = temp.resolve("store");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("audit", "init", trail), owner.err());
        Shell locked = new Shell().with("DURAMEN_AUDIT", trail.toString());
        assertEquals(ExitCode.REFUSED, locked.run("init", "--unsealed", store));
        assertTrue(Files.notExists(store));
        Shell audited = new Shell().with("DURAMEN_AUDIT", trail.toString()).with("DURAMEN_AUDIT_PASSWORD", "right");
        assertEquals(0, audited.run("init", "--unsealed", store), audited.err());
        assertEquals(0, owner.run("audit", "show", trail), owner.err());
        assertTrue(owner.out().contains(" command.ended DONE "), owner.out());
    }
}
