// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.kdf.jna;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import de.mkammerer.argon2.Argon2Version;
import de.mkammerer.argon2.jna.Argon2Library;
import de.mkammerer.argon2.jna.Argon2_context;
import de.mkammerer.argon2.jna.JnaUint32;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.natives.NativeAccess;
import io.duramen.natives.Natives;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Loads argon2-jvm when first asked, tries it out, and remembers how that went. */
final class NativeArgon2 {
    /** RFC 9106, section 5.3. */
    private static final String RFC_9106_TAG = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659";

    private NativeArgon2() {}

    static NativeAccess access() {
        return Once.ACCESS;
    }

    /** Computes a key; one at a time, so that no two take their memory together. */
    static synchronized byte[] hash(
            byte[] password, byte[] salt, byte[] secret, byte[] associatedData, Argon2Cost cost, int length) {
        try (Memory out = new Memory(length);
                Memory pwd = copy(password);
                Memory pepper = copy(secret);
                Memory bound = copy(associatedData);
                Memory grains = copy(salt)) {
            Argon2_context.ByReference context = new Argon2_context.ByReference();
            context.out = out;
            context.outlen = new JnaUint32(length);
            context.pwd = pwd;
            context.pwdlen = new JnaUint32(password.length);
            context.salt = grains;
            context.saltlen = new JnaUint32(salt.length);
            context.secret = pepper;
            context.secretlen = new JnaUint32(secret.length);
            context.ad = bound;
            context.adlen = new JnaUint32(associatedData.length);
            context.t_cost = new JnaUint32(cost.passes());
            context.m_cost = new JnaUint32(cost.memoryKiB());
            context.lanes = new JnaUint32(cost.lanes());
            context.threads = new JnaUint32(cost.lanes());
            context.version = Argon2Version.V13.getJnaType();
            context.flags = new JnaUint32(0);
            int result = Argon2Library.INSTANCE.argon2id_ctx(context);
            byte[] key = out.getByteArray(0, length);
            for (Memory secretly : List.of(out, pwd, pepper)) {
                secretly.clear();
            }
            if (result != Argon2Library.ARGON2_OK) {
                throw new IllegalStateException(Argon2Library.INSTANCE.argon2_error_message(result));
            }
            return key;
        }
    }

    /** Bytes outside the heap; of none there is one, because JNA allocates no fewer. */
    private static Memory copy(byte[] bytes) {
        Memory memory = new Memory(Math.max(1, bytes.length));
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    /** The file of the native code: JNA prefers a library of the system to the one in the jar. */
    static String file() {
        return String.valueOf(NativeLibrary.getInstance("argon2", Argon2Library.class.getClassLoader())
                .getFile());
    }

    private static NativeAccess tryOut() {
        if (Natives.access() instanceof NativeAccess.Refused refused) {
            return refused;
        }
        byte[] tag = hash(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4), new Argon2Cost(32, 3, 4), 32);
        return HexFormat.of().formatHex(tag).equals(RFC_9106_TAG)
                ? Natives.access()
                : new NativeAccess.Refused("the RFC 9106 test vector gives another result", "use bouncy-castle");
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Initialised, and the library with it, when the answer is first asked for. */
    private static final class Once {
        static final NativeAccess ACCESS = Natives.attempt(NativeArgon2::tryOut);
    }
}
