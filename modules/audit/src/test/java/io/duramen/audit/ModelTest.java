// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random work beside a list in memory, and random mischief at the end. Each failure names its seed. */
@Tag("S5.32")
class ModelTest {

    @Test
    void aTrailIsTheListOfWhatWasAppended() {
        Seeds.run(150, random -> {
            SimDisk disk = SimDisk.create();
            List<AuditEntry> model = new ArrayList<>();
            for (int opening = random.nextInt(1, 5); opening > 0; opening--) {
                boolean crash = random.nextBoolean();
                AuditTrail trail = AuditTrail.openOrCreate(disk, Trails.options());
                for (int i = random.nextInt(6); i > 0; i--) {
                    model.add(append(trail, random));
                }
                assertEquals(model.size(), trail.head().sequence());
                if (crash) {
                    disk = disk.crash(random.nextLong());
                } else {
                    trail.close();
                }
                assertEquals(model, Trails.entries(disk));
            }
            AuditHead head = Trails.verify(disk).head();
            List<byte[]> forged = mischief(Trails.payloads(disk), random);
            if (forged != null) {
                AuditVerification found = AuditVerifier.of(
                                Trails.forged(forged), Trails.wal().build())
                        .expecting(head)
                        .verify();
                assertFalse(found.ok());
                assertNotNull(found.finding());
            }
        });
    }

    private static AuditEntry append(AuditTrail trail, SplittableRandom random) {
        Map<String, Object> facts = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            facts.put("fact" + i, random.nextBoolean() ? random.nextLong() : "t".repeat(random.nextInt(100)));
        }
        return trail.append("type" + random.nextInt(3), "actor" + random.nextInt(3), AuditOutcome.DONE, facts);
    }

    /** One change, with every digest behind it computed anew or not; {@code null} if there is nothing to change. */
    private static List<byte[]> mischief(List<byte[]> payloads, SplittableRandom random) {
        if (payloads.isEmpty()) {
            return null;
        }
        List<byte[]> forged = new ArrayList<>(payloads);
        int at = random.nextInt(forged.size());
        switch (random.nextInt(4)) {
            case 0 -> forged.remove(at);
            case 1 -> forged.add(at, forged.get(random.nextInt(forged.size())).clone());
            case 2 -> forged.add(forged.remove(at));
            default -> {
                byte[] bytes = forged.get(at).clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                forged.set(at, bytes);
            }
        }
        if (random.nextBoolean()) {
            return same(forged, payloads) ? null : forged;
        }
        List<byte[]> anew = chained(forged, at);
        boolean wentOn = anew.size() >= payloads.size() && same(anew.subList(0, payloads.size()), payloads);
        return wentOn ? null : anew; // whoever only adds to a trail does what everybody may
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = Arrays.equals(some.get(i), others.get(i));
        }
        return same;
    }

    /** Numbers and digests from a place on as whoever wrote them anew would. */
    private static List<byte[]> chained(List<byte[]> forged, int from) {
        for (int i = Math.max(1, from); i < forged.size(); i++) {
            byte[] bytes = forged.get(i).clone();
            Trails.little(bytes).putLong(EntryLayout.SEQUENCE_OFFSET, i + 1);
            Trails.little(bytes).put(EntryLayout.PREVIOUS_OFFSET, Trails.digest(forged.get(i - 1)));
            forged.set(i, Trails.resealed(bytes));
        }
        return forged;
    }
}
