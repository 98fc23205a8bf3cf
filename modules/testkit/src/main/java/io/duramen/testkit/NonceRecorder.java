// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees under which key and nonce anything in this JVM is encrypted with AES-GCM, and notes a pair that is used twice.
 *
 * <p>It takes the place of the JDK's own provider of algorithms under that provider's name, passes everything on to it, and
 * looks at what AES-GCM ciphers are initialised with. So it sees every cipher, whoever asks for it and whether by the
 * provider's name or not; and what is tested needs no switch for it. Neither keys nor nonces are kept, only 64 bits of a
 * SHA-256 over both: of five million pairs two different ones are taken for equal with a probability of less than one in a
 * million, and a repeated one is never missed.
 *
 * <pre>{@code
 * try (NonceRecorder.Recording recording = NonceRecorder.installed().record()) {
 *     ... // whatever encrypts
 *     recording.requireNoRepeat();
 * }
 * }</pre>
 *
 * <p><b>Thread safety:</b> safe for use from any thread; recordings are opened and closed one inside the other.
 */
@SuppressWarnings("serial") // a provider could be written out, and never is
public final class NonceRecorder extends Provider {
    private static final String JDK_PROVIDER = "SunJCE";
    private static final String CIPHER = "Cipher";
    private static final String GCM = "/GCM/";
    private static final long serialVersionUID = 1L;

    private final transient Provider jdk;
    private final transient List<Recording> open = new ArrayList<>();

    private NonceRecorder(Provider jdk) {
        super(jdk.getName(), jdk.getVersionStr(), "records the nonces of " + jdk.getInfo());
        this.jdk = jdk;
    }

    /**
     * Returns the recorder of this JVM, and puts it in place if it is not there yet. It stays until the JVM ends and costs
     * less than a microsecond for each message.
     *
     * @return the recorder
     * @throws IllegalStateException if this is not a JDK with a provider {@code SunJCE}
     */
    public static NonceRecorder installed() {
        synchronized (NonceRecorder.class) {
            Provider[] providers = Security.getProviders();
            for (int i = 0; i < providers.length; i++) {
                if (providers[i] instanceof NonceRecorder recorder) {
                    return recorder;
                }
                if (providers[i].getName().equals(JDK_PROVIDER)) {
                    NonceRecorder recorder = new NonceRecorder(providers[i]);
                    Security.removeProvider(JDK_PROVIDER);
                    Security.insertProviderAt(recorder, i + 1);
                    return recorder;
                }
            }
            throw new IllegalStateException("this Java runtime has no provider " + JDK_PROVIDER);
        }
    }

    /**
     * Begins a recording. Until it is closed it alone notes what is encrypted, not those that were begun before.
     *
     * @return the recording, to be closed
     */
    public Recording record() {
        synchronized (open) {
            Recording recording = new Recording();
            open.add(recording);
            return recording;
        }
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
        Service service = jdk.getService(type, algorithm);
        return service == null
                        || !type.equals(CIPHER)
                        || !service.getAlgorithm().contains(GCM)
                ? service
                : new Watched(this, service);
    }

    @Override
    public Set<Service> getServices() {
        return jdk.getServices();
    }

    void encrypts(byte[] key, byte[] nonce) {
        synchronized (open) {
            if (!open.isEmpty()) {
                open.get(open.size() - 1).note(key, nonce);
            }
        }
    }

    /** What was encrypted while it was open. */
    public final class Recording implements AutoCloseable {
        private final NonceSet used = new NonceSet();
        private final List<AssertionError> repeats = new ArrayList<>();

        private Recording() {}

        private void note(byte[] key, byte[] nonce) {
            if (!used.add(key, nonce)) {
                repeats.add(new AssertionError("a nonce was used twice under one key to encrypt"));
            }
        }

        /**
         * Returns how many messages were encrypted.
         *
         * @return messages, those with a repeated nonce included
         */
        public long count() {
            synchronized (open) {
                return (long) used.size() + repeats.size();
            }
        }

        /**
         * Returns where a nonce was used that had been used before under the same key.
         *
         * @return an error for each, whose trace says where; in a new list
         */
        public List<AssertionError> repeats() {
            synchronized (open) {
                return List.copyOf(repeats);
            }
        }

        /**
         * Checks that no nonce was used twice.
         *
         * @throws AssertionError if one was, with the trace of the second use
         */
        public void requireNoRepeat() {
            List<AssertionError> found = repeats();
            if (!found.isEmpty()) {
                throw new AssertionError(
                        found.size() + " of " + count()
                                + " messages were encrypted under a key and a nonce used before",
                        found.get(0));
            }
        }

        /** Ends the recording. Closing twice does nothing. */
        @Override
        public void close() {
            synchronized (open) {
                open.remove(this);
            }
        }
    }

    /** An algorithm of the JDK's whose ciphers are watched. */
    private static final class Watched extends Service {
        private final NonceRecorder recorder;
        private final Service service;

        Watched(NonceRecorder recorder, Service service) {
            super(recorder, service.getType(), service.getAlgorithm(), service.getClassName(), null, null);
            this.recorder = recorder;
            this.service = service;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new RecordingCipher(recorder, service.getProvider(), getAlgorithm());
        }

        @Override
        public boolean supportsParameter(Object parameter) {
            return service.supportsParameter(parameter);
        }
    }
}
