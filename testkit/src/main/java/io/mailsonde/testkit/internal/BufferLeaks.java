package io.mailsonde.testkit.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty buffers that became garbage without being released. Netty asks for its leak detectors when its buffers are first used in a JVM, so
 * {@link #install()} has to come before that; watching is switched on and off at any time.
 */
public final class BufferLeaks {
    private static final int MAX = 20;
    private static final int MAX_TRACE = 3000;
    private static final long GARBAGE_MILLIS = 10_000;

    private static final List<String> FOUND = new ArrayList<>();
    private static boolean installed;
    private static boolean ofBuffers;
    private static boolean watching;

    private final ResourceLeakDetector.Level before;

    private BufferLeaks(ResourceLeakDetector.Level before) {
        this.before = before;
    }

    /** Has Netty make its leak detectors here. Does nothing the second time. */
    public static synchronized void install() {
        if (!installed) {
            installed = true;
            ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
        }
    }

    /**
     * Begins to watch every buffer.
     *
     * @return the watch; {@link #end()} it
     * @throws IllegalStateException if Netty's buffers were in use before {@link #install()}, so that nothing would be seen
     */
    public static BufferLeaks begin() {
        install();
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        touch();
        synchronized (BufferLeaks.class) {
            if (!ofBuffers) {
                ResourceLeakDetector.setLevel(before);
                throw new IllegalStateException("Netty's buffers were used before the leak detection was installed, so "
                        + "leaks cannot be seen; is junit-platform-launcher on the class path?");
            }
            FOUND.clear();
            watching = true;
        }
        return new BufferLeaks(before);
    }

    /**
     * Collects garbage, and ends the watch.
     *
     * @return one text for each leak, with where the buffer was last touched; empty if there is none
     * @throws InterruptedException if this thread is interrupted
     */
    public List<String> end() throws InterruptedException {
        try {
            boolean collected = collectGarbage();
            touch();
            synchronized (BufferLeaks.class) {
                List<String> found = new ArrayList<>(FOUND);
                if (!collected) {
                    found.add("leaked buffers cannot be seen, since no garbage was collected within " + GARBAGE_MILLIS
                            + " ms; is explicit garbage collection disabled?");
                }
                return found;
            }
        } finally {
            synchronized (BufferLeaks.class) {
                watching = false;
                FOUND.clear();
            }
            ResourceLeakDetector.setLevel(before);
        }
    }

    /** A detector reports what it knows of when the next buffer is made. */
    private static void touch() {
        ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(1);
        buffer.release();
    }

    private static boolean collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> canary = new WeakReference<>(new Object(), queue);
        System.gc();
        boolean collected = queue.remove(GARBAGE_MILLIS) == canary;
        // Of what was collected at the same time some may be queued a moment after the canary; the second is queued
        // after them all.
        WeakReference<Object> second = new WeakReference<>(new Object(), queue);
        System.gc();
        return collected && queue.remove(GARBAGE_MILLIS) == second;
    }

    private static synchronized void made(Class<?> resource) {
        ofBuffers |= resource == ByteBuf.class;
    }

    private static synchronized boolean isWatching() {
        return watching;
    }

    /** Takes a leak; false where nobody watches, so that Netty logs it. */
    private static synchronized boolean found(String type, String records) {
        if (watching && FOUND.size() < MAX) {
            String trace = records.length() > MAX_TRACE ? records.substring(0, MAX_TRACE) + "…" : records;
            FOUND.add("a " + type + " was dropped without being released" + trace.stripTrailing());
        }
        return watching;
    }

    private static final class Factory extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // the method that a factory has to have
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            made(resource);
            return new Detector<>(resource, samplingInterval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return isWatching() || super.needReport();
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            if (!found(type, records)) {
                super.reportTracedLeak(type, records);
            }
        }

        @Override
        protected void reportUntracedLeak(String type) {
            if (!found(type, "")) {
                super.reportUntracedLeak(type);
            }
        }
    }
}
