package dev.aikagi.ctapsim.hybrid;

/** The tunnel is closed: the other end has gone, with or without a word. */
final class TunnelClosedException extends HybridException {
    private static final long serialVersionUID = 1L;

    TunnelClosedException() {
        super("the tunnel is closed");
    }
}
