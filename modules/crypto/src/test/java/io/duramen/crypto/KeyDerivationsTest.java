// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeyDerivationsTest {

    @Test
    void withoutAModuleThatHoldsOneThereIsNone() {
        assertTrue(KeyDerivations.all().isEmpty());
        assertTrue(KeyDerivations.best().isEmpty());
    }
}
