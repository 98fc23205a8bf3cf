// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import java.util.List;

/** Something that makes sense of bytes that anybody may have altered. */
interface Decoder {

    /** What it decodes, in a word. */
    String name();

    /** Bytes as they are written, to begin with. */
    List<byte[]> samples();

    /** Makes the checksums of altered bytes fit again as far as that goes, so that what lies behind them is reached too. */
    byte[] mended(byte[] input);

    /** Puts bytes to where they would stand. */
    SimDisk image(byte[] input);

    /** Decodes all there is; throws nothing but errors of the library's own. */
    void decode(Storage storage);
}
