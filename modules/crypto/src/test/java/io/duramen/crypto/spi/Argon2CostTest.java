// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Argon2CostTest {

    @Test
    @Tag("S3.56")
    void whatIsOutsideTheBoundsCannotBeAskedFor() {
        new Argon2Cost(8, 1, 1);
        new Argon2Cost(128, 16, 16);
        new Argon2Cost(2 * 1024 * 1024, 1, 1);
        for (int[] cost : new int[][] {
            {7, 1, 1},
            {127, 1, 16},
            {2 * 1024 * 1024 + 1, 1, 1},
            {Integer.MAX_VALUE, 1, 1},
            {-1, 1, 1},
            {64, 0, 1},
            {64, 17, 1},
            {64, 1, 0},
            {64, 1, -1},
            {1024, 1, 17},
            {1024, 1, Integer.MAX_VALUE}
        }) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> new Argon2Cost(cost[0], cost[1], cost[2]));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("Argon2 "));
        }
    }

    @Test
    @Tag("S3.17")
    void theDefaultIsTheSecondRecommendationOfTheRfc() {
        assertEquals(new Argon2Cost(65536, 3, 4), Argon2Cost.DEFAULT);
        assertEquals(new Argon2Cost(19456, 2, 1), Argon2Cost.FLOOR);
    }
}
