package dev.aikagi.harness.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A response's body, of at most 16 MiB: a portal may be broken, but must not take us down with it. */
final class BoundedBody implements BodySubscriber<byte[]> {
    static final int MOST = 16 << 20;

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription = to;
        to.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] octets = new byte[part.remaining()];
            part.get(octets);
            received.writeBytes(octets);
        }
        if (received.size() > MOST && subscription != null) {
            subscription.cancel();
            whole.completeExceptionally(new IOException("a response of more than " + MOST + " bytes"));
        }
    }

    @Override
    public void onError(Throwable problem) {
        whole.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        whole.complete(received.toByteArray());
    }
}
