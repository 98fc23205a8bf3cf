// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** That JNA hands over what the two variadic functions are given: on Linux, which has them too, with Linux's numbers. */
@EnabledOnOs(OS.LINUX)
class VariadicMappingTest {
    private static final int O_RDWR = 2;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETLK = 5;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    private final NativeLibSystem.Variadic library = Native.load(NativeLibSystem.Variadic.class);

    @Test
    void integersAndAnArrayGoThereAndTheArrayComesBack() {
        int file = library.open("/dev/null\0".getBytes(StandardCharsets.US_ASCII), O_RDWR);
        assertTrue(file > 2, () -> "open: error number " + Native.getLastError());
        assertEquals(0, library.fcntl(file, F_GETFD));
        assertEquals(0, library.fcntl(file, F_SETFD, 1));
        assertEquals(1, library.fcntl(file, F_GETFD));

        byte[] lock = new byte[32]; // a struct flock: what kind of lock would be in the way of this one
        ByteBuffer view = ByteBuffer.wrap(lock).order(ByteOrder.nativeOrder()).putShort(0, F_WRLCK);
        assertEquals(0, library.fcntl(file, F_GETLK, (Object) lock));
        assertEquals(F_UNLCK, view.getShort(0));

        assertEquals(0, Function.getFunction("c", "close").invokeInt(new Object[] {file}));
    }

    @Test
    void anErrorLeavesItsNumber() {
        assertEquals(-1, library.fcntl(-1, F_GETFD));
        assertEquals(9, Native.getLastError());
    }
}
