package io.mailsonde.internal.dns;

/** Hears nothing. */
final class SilentListener implements Flight.Listener {
    @Override
    public void sent() {}

    @Override
    public void landed(byte[] message, boolean cut) {}

    @Override
    public void portClosed() {}

    @Override
    public void flooded() {}

    @Override
    public void unsendable(Throwable cause) {}
}
