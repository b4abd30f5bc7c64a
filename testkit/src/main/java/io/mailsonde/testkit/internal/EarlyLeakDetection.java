package io.mailsonde.testkit.internal;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Installs leak detection before any test can use Netty. Found by JUnit; costs nothing until a test watches. */
public final class EarlyLeakDetection implements LauncherSessionListener {
    /** Made by JUnit. */
    public EarlyLeakDetection() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BufferLeaks.install();
    }
}
