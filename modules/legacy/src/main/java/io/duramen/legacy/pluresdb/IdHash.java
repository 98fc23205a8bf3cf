// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Half of the SHA-256 of an id, which stands for it where a long text for each of millions would not fit.
 *
 * @param high its first eight bytes
 * @param low the eight behind
 */
record IdHash(long high, long low) {
    static IdHash of(String id) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
        return new IdHash(hash.getLong(), hash.getLong());
    }
}
