// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/** Passes everything on to a cipher of the JDK's, and tells what it is initialised with to encrypt. */
final class RecordingCipher extends CipherSpi {
    private final NonceRecorder recorder;
    private final Cipher cipher;

    RecordingCipher(NonceRecorder recorder, Provider jdk, String transformation) {
        this.recorder = recorder;
        try {
            this.cipher = Cipher.getInstance(transformation, jdk);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK's provider said it had " + transformation, missing);
        }
    }

    private void initialised(int mode, Key key) {
        byte[] bytes = key.getEncoded();
        if (mode == Cipher.DECRYPT_MODE || mode == Cipher.UNWRAP_MODE || bytes == null) {
            return;
        }
        recorder.encrypts(bytes, cipher.getIV());
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
        cipher.init(mode, key, random);
        initialised(mode, key);
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        cipher.init(mode, key, parameters, random);
        initialised(mode, key);
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        cipher.init(mode, key, parameters, random);
        initialised(mode, key);
    }

    @Override
    protected void engineUpdateAAD(byte[] source, int offset, int length) {
        cipher.updateAAD(source, offset, length);
    }

    @Override
    protected void engineUpdateAAD(ByteBuffer source) {
        cipher.updateAAD(source);
    }

    @Override
    protected byte @Nullable [] engineUpdate(byte[] input, int offset, int length) {
        return cipher.update(input, offset, length);
    }

    @Override
    protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset)
            throws ShortBufferException {
        return cipher.update(input, offset, length, output, outputOffset);
    }

    @Override
    protected int engineUpdate(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
        return cipher.update(input, output);
    }

    @Override
    @SuppressWarnings("NullAway") // the JDK's own Cipher passes no input as null
    protected byte[] engineDoFinal(byte @Nullable [] input, int offset, int length)
            throws IllegalBlockSizeException, BadPaddingException {
        return input == null ? cipher.doFinal() : cipher.doFinal(input, offset, length);
    }

    @Override
    protected int engineDoFinal(byte @Nullable [] input, int offset, int length, byte[] output, int outputOffset)
            throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
        return input == null
                ? cipher.doFinal(output, outputOffset)
                : cipher.doFinal(input, offset, length, output, outputOffset);
    }

    @Override
    protected int engineDoFinal(ByteBuffer input, ByteBuffer output)
            throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
        return cipher.doFinal(input, output);
    }

    @Override
    protected byte[] engineWrap(Key key) throws IllegalBlockSizeException, InvalidKeyException {
        return cipher.wrap(key);
    }

    @Override
    protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
            throws InvalidKeyException, NoSuchAlgorithmException {
        return cipher.unwrap(wrapped, algorithm, type);
    }

    @Override
    protected int engineGetBlockSize() {
        return cipher.getBlockSize();
    }

    @Override
    protected int engineGetOutputSize(int length) {
        return cipher.getOutputSize(length);
    }

    @Override
    protected byte[] engineGetIV() {
        return cipher.getIV();
    }

    @Override
    protected @Nullable AlgorithmParameters engineGetParameters() {
        return cipher.getParameters();
    }

    @Override
    protected int engineGetKeySize(Key key) {
        byte[] bytes = key.getEncoded();
        int bits = bytes.length * 8;
        Arrays.fill(bytes, (byte) 0);
        return bits;
    }

    @Override
    protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
        throw new NoSuchAlgorithmException("the mode is part of the name: " + mode);
    }

    @Override
    protected void engineSetPadding(String padding) throws NoSuchPaddingException {
        throw new NoSuchPaddingException("the padding is part of the name: " + padding);
    }
}
