// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import io.duramen.crypto.SealException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Random bytes fresh from the kernel at every call. A generator inside the process, {@link SecureRandom} included, keeps
 * state on the heap, and two clones of a live virtual machine would both continue it with the same bytes.
 *
 * <p>Reads {@code /dev/urandom} through one open stream without a buffer; where there is no such device, asks a {@link
 * SecureRandom} that the system feeds.
 */
public final class KernelRandom implements RandomSource {
    private static final String DEVICE = "/dev/urandom";

    private final @Nullable FileInputStream device;
    private final @Nullable SecureRandom fallback;
    private volatile boolean closed;

    private KernelRandom(@Nullable FileInputStream device, @Nullable SecureRandom fallback) {
        this.device = device;
        this.fallback = fallback;
    }

    /**
     * Opens the kernel's generator.
     *
     * @return the source, to be closed
     */
    public static KernelRandom open() {
        try {
            return new KernelRandom(new FileInputStream(DEVICE), null);
        } catch (FileNotFoundException noSuchDevice) {
            return new KernelRandom(null, Jce.systemRandom());
        }
    }

    @Override
    public void nextBytes(byte[] target, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("the keyring is closed: there is no randomness for new keys or frames");
        }
        if (device != null) {
            readFully(device, target, offset, length);
        } else if (fallback != null) {
            byte[] bytes = new byte[length];
            fallback.nextBytes(bytes);
            System.arraycopy(bytes, 0, target, offset, length);
        }
    }

    private static void readFully(FileInputStream device, byte[] target, int offset, int length) {
        int done = 0;
        try {
            while (done < length) {
                int n = device.read(target, offset + done, length - done);
                if (n < 0) {
                    throw new IOException("end of file");
                }
                done += n;
            }
        } catch (IOException failed) {
            // Never go on without: a frame sealed with stale bytes could repeat a nonce.
            throw new SealException(
                    "RANDOM_UNAVAILABLE",
                    "cannot read " + DEVICE + ": " + failed.getMessage(),
                    Map.of("file", DEVICE, "expected", length, "found", done),
                    "make " + DEVICE + " readable inside the container or jail, then run: duramen doctor",
                    failed);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (device != null) {
            try {
                device.close();
            } catch (IOException nothingToLose) {
                System.getLogger("io.duramen.seal").log(System.Logger.Level.DEBUG, "closing " + DEVICE, nothingToLose);
            }
        }
    }
}
