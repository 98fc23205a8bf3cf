// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.noncewatch;

import io.duramen.testkit.NonceRecorder;
import io.duramen.testkit.NonceRecorder.Recording;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Records the nonces of each test, from the making of its instance to behind its last {@code AfterEach}, and fails it if one
 * was used twice under one key. What production code threw for it, or made of it, does not matter.
 *
 * <p>Each test is looked at by itself: two tests that begin with the same fixed keys encrypt alike and are no repetition.
 * Tests of one JVM must not run at the same time, which no build here lets them.
 */
public final class NonceWatch implements TestInstancePreConstructCallback, BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(NonceWatch.class);
    private static final String CURRENT = "current";

    /** Creates the extension; JUnit does. */
    public NonceWatch() {}

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        if (factory.getOuterInstance().isEmpty()) { // of a nested class the outer instance was made just before
            begin(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Watch watch = current(context);
        if (watch == null || watch.used) { // one instance for all tests of a class
            watch = begin(context);
        }
        watch.used = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Watch watch = current(context);
        if (watch != null) {
            watch.recording.close();
            if (!AnnotationSupport.isAnnotated(context.getElement(), RepeatsNonces.class)
                    && !AnnotationSupport.isAnnotated(context.getTestClass(), RepeatsNonces.class)) {
                watch.recording.requireNoRepeat();
            }
        }
    }

    private static Watch begin(ExtensionContext context) {
        Watch before = current(context);
        if (before != null) {
            before.recording.close();
        }
        Watch watch = new Watch(NonceRecorder.installed().record());
        store(context).put(CURRENT, watch);
        return watch;
    }

    private static @Nullable Watch current(ExtensionContext context) {
        return store(context).get(CURRENT, Watch.class);
    }

    /** Of the run, so that one that is started inside a test of another has its own. */
    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }

    private static final class Watch {
        private final Recording recording;
        private boolean used;

        Watch(Recording recording) {
            this.recording = recording;
        }
    }
}
