// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SealExceptionsTest {

    @Test
    void aRefusedKeyHasOneCodeWhateverTheReason() {
        KeyRefusedException refused = new KeyRefusedException("cannot open", Map.of("file", "keyring"), "try again");
        assertEquals("KEY_REFUSED", refused.code());
        assertEquals("keyring", refused.details().get("file"));
        assertEquals("try again", refused.hint());
    }
}
