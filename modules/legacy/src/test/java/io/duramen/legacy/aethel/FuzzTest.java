// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.base.DuramenException;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.RecoveryAudit;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.families.Fixtures;
import io.duramen.legacy.families.LegacySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the files, a reader reports it, or refuses with an exception of ours. */
class FuzzTest {
    private static final int FILES = Integer.getInteger("duramen.fuzz", 400);

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"old-format", "new-format", "mixed", "sovereign"})
    @Tag("S3.47")
    void alteredFilesAreReportedOrRefusedAndNeverTouched(String fixture, TestReporter reporter) throws IOException {
        long seed = Long.getLong("duramen.seed", 3L);
        reporter.publishEntry("seed", Long.toString(seed));
        Path source = Fixtures.copy("aethel/" + fixture, temp);
        List<Path> files = Fixtures.files(source).stream()
                .filter(file -> !file.endsWith("expected.json"))
                .toList();
        String format = fixture.equals("sovereign") ? fixture : "atomic-commit";
        for (int i = 0; i < FILES; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            Path file = files.get(random.nextInt(files.size()));
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, altered(whole, random));
            Map<String, String> before = Fixtures.digests(source);
            try {
                ImportFindings found = StoreImport.from(source).format(format).examine();
                Fixtures.report(found);
            } catch (DuramenException e) {
                // refused by one of ours
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + (seed + i) + ", " + file, e);
            }
            assertEquals(before, Fixtures.digests(source));
            Files.write(file, whole);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyBytesAreSomeRecoveryAudit(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Files.createDirectories(temp.resolve("state"));
        Path file = temp.resolve("state/recovery_audit.log");
        for (int i = 0; i < FILES; i++) {
            Files.write(file, altered(RecoveryAuditTest.TEXT.getBytes(StandardCharsets.UTF_8), random));
            RecoveryAudit audit = AuditParser.read(LegacySource.at(temp));
            assertEquals(audit, RecoveryAudit.read(temp));
        }
    }

    private static byte[] altered(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole;
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            bytes = alteredOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] alteredOnce(byte[] bytes, SplittableRandom random) {
        String signs = "{}[]\",:\\0-.eE\n\r u9aN";
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(40));
        ByteArrayOutputStream altered = new ByteArrayOutputStream();
        altered.write(bytes, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> altered.write(random.nextInt(256));
            case 1 -> altered.write(signs.charAt(random.nextInt(signs.length())));
            case 2 -> altered.write(bytes, 0, to); // something twice
            case 3 -> to = at; // nothing: only cut below
            default -> at = to; // a piece is left out
        }
        if (random.nextInt(10) > 0) {
            altered.write(bytes, Math.min(at, to), bytes.length - Math.min(at, to));
        }
        return altered.toByteArray();
    }
}
