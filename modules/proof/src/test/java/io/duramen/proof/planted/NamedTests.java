// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.planted;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests of another module with the classes of a loader. */
final class NamedTests {
    private NamedTests() {}

    /**
     * What came of it.
     *
     * @param run how many tests were run
     * @param failures what failed, empty if nothing did
     */
    record Result(long run, List<Throwable> failures) {

        /** The failures with their traces. */
        String traces() {
            StringWriter text = new StringWriter();
            failures.forEach(failure -> failure.printStackTrace(new PrintWriter(text, true)));
            return text.toString();
        }
    }

    static Result run(List<String> tests, ClassLoader loader) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String test : tests) {
            request.selectors(selectMethod(method(test, loader).getDeclaringClass(), method(test, loader)));
        }
        return run(request.build(), loader);
    }

    private static Result run(LauncherDiscoveryRequest request, ClassLoader loader) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            LauncherConfig config = LauncherConfig.builder()
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .enableLauncherDiscoveryListenerAutoRegistration(false)
                    .enableTestExecutionListenerAutoRegistration(false)
                    .build();
            LauncherFactory.create(config).execute(request, listener);
        } finally {
            thread.setContextClassLoader(before);
        }
        TestExecutionSummary summary = listener.getSummary();
        List<Throwable> failures = new ArrayList<>();
        summary.getFailures().forEach(failure -> failures.add(failure.getException()));
        return new Result(summary.getTestsStartedCount(), failures);
    }

    private static Method method(String test, ClassLoader loader) {
        String[] names = test.split("#", 2);
        try {
            return Arrays.stream(Class.forName(names[0], false, loader).getDeclaredMethods())
                    .filter(method -> method.getName().equals(names[1]))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no test " + test));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no test " + test, e);
        }
    }
}
