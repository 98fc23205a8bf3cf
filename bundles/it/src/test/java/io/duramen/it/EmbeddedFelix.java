// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/** An OSGi framework inside this JVM, with every bundle of a list installed and started. Needs no test framework. */
final class EmbeddedFelix implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;

    private final Framework framework;

    private EmbeddedFelix(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts a framework.
     *
     * @param cache an empty directory
     * @param bundles jars, started in this order once all are installed
     */
    static EmbeddedFelix start(Path cache, List<Path> bundles) throws Exception {
        return start(cache, bundles, System.getProperty("os.name"));
    }

    /** Starts a framework that takes itself to be on some operating system. */
    static EmbeddedFelix start(Path cache, List<Path> bundles, String osName) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_OS_NAME,
                        osName,
                        // Set once for the whole JVM, and so a tie between this framework and the next.
                        "felix.service.urlhandlers",
                        "false",
                        // More than one would be threads that outlive the framework by a minute.
                        "felix.resolver.parallelism",
                        "1"));
        EmbeddedFelix felix = new EmbeddedFelix(framework);
        try {
            framework.start();
            List<Bundle> installed = new ArrayList<>();
            for (Path jar : bundles) {
                installed.add(
                        framework.getBundleContext().installBundle(jar.toUri().toString()));
            }
            for (Bundle bundle : installed) {
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            }
            return felix;
        } catch (Exception e) {
            felix.close();
            throw e;
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Returns the names of the classes that are registered as services under a name. */
    List<String> providers(String service) throws Exception {
        List<String> names = new ArrayList<>();
        ServiceReference<?>[] references = context().getAllServiceReferences(service, null);
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            names.add(context().getService(reference).getClass().getSimpleName());
        }
        names.sort(null);
        return names;
    }

    /** Runs one of the application's components: only types of the JDK cross the border between it and this class. */
    @SuppressWarnings("unchecked")
    List<String> run(String form, Path directory) throws Exception {
        ServiceTracker<Function<Path, List<String>>, Function<Path, List<String>>> tracker = new ServiceTracker<>(
                context(),
                FrameworkUtil.createFilter("(&(objectClass=" + Function.class.getName() + ")(form=" + form + "))"),
                null);
        tracker.open();
        try {
            Function<Path, List<String>> application = tracker.waitForService(PATIENCE_MILLIS);
            if (application == null) {
                throw new IllegalStateException(
                        "the component \"" + form + "\" is not there: a provider it needs is missing");
            }
            return application.apply(directory);
        } finally {
            tracker.close();
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            if (framework.waitForStop(PATIENCE_MILLIS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                throw new IllegalStateException("the framework does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the framework stops", e);
        }
    }
}
