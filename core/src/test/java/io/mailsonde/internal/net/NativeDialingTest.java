package io.mailsonde.internal.net;

/** The same on the native transport of this machine, if it has one: its exceptions have other words. */
class NativeDialingTest extends DialingTest {
    @Override
    Rig newRig() {
        return new Rig(true);
    }
}
