// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContentTest {
    @Test
    void aContentIsAnArrayThatGrowsAndItsCopiesDoNotSeeEachOther() {
        Seeds.run(300, random -> {
            Content content = new Content();
            byte[] model = new byte[0];
            for (int i = 0; i < 30; i++) {
                Content copy = content.copy();
                byte[] before = model.clone();
                int at = random.nextInt(12_000);
                if (random.nextInt(4) == 0) {
                    content.resize(at);
                    model = Arrays.copyOf(model, at);
                } else {
                    byte[] bytes = new byte[random.nextInt(9000)];
                    Arrays.fill(bytes, (byte) random.nextInt());
                    content.write(at, bytes);
                    model = Arrays.copyOf(model, Math.max(model.length, at + bytes.length));
                    System.arraycopy(bytes, 0, model, at, bytes.length);
                }
                assertArrayEquals(before, copy.bytes());
                assertArrayEquals(model, content.bytes());
                if (random.nextBoolean()) {
                    content = content.copy();
                }
            }
        });
    }
}
