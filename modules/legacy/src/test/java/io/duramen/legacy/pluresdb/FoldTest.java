// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FoldTest {
    private record Noted(int id, long seq, long place) {}

    @Test
    @Tag("S3.05")
    void whatDecidesDoesNotDependOnTheOrderInWhichItIsNoted() {
        Seeds.run(500, random -> {
            List<Noted> all = new ArrayList<>();
            for (int i = random.nextInt(1, 400); i > 0; i--) {
                long seq = random.nextLong(-4, 4);
                all.add(new Noted(random.nextInt(60), seq, Place.of(random.nextInt(3), i, random.nextBoolean())));
            }
            Map<Integer, Noted> last = new HashMap<>();
            all.stream()
                    .sorted(Comparator.<Noted>comparingLong(noted -> noted.seq() ^ Long.MIN_VALUE)
                            .thenComparingLong(Noted::place))
                    .forEach(noted -> last.put(noted.id(), noted));
            Collections.shuffle(all, new Random(random.nextLong()));
            Fold fold = new Fold();
            all.forEach(noted -> fold.note(IdHash.of("id" + noted.id()), noted.seq(), noted.place()));
            assertArrayEquals(
                    last.values().stream().mapToLong(Noted::place).sorted().toArray(), fold.places());
            assertEquals(
                    last.values().stream()
                            .filter(noted -> !Place.deletes(noted.place()))
                            .count(),
                    fold.puts());
        });
    }

    @Test
    void aPlaceHoldsFileOffsetAndWhatIsDoneThereAndOrdersByThem() {
        Seeds.run(1000, random -> {
            int file = random.nextInt(Place.MAX_FILES);
            long offset = random.nextLong(Place.MAX_FILE_BYTES);
            boolean deletes = random.nextBoolean();
            long place = Place.of(file, offset, deletes);
            assertEquals(file, Place.file(place));
            assertEquals(offset, Place.offset(place));
            assertEquals(deletes, Place.deletes(place));
            assertTrue(place >= 0);
            assertTrue(place < Place.of(file, offset + 1, false) || offset + 1 == Place.MAX_FILE_BYTES);
            assertTrue(file == 0 || place > Place.of(file - 1, Place.MAX_FILE_BYTES - 1, true));
        });
    }
}
