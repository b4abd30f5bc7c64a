package io.mailsonde.internal.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;

/**
 * One run of dnsjava's validator over one reply. dnsjava hands the executor of a run down to its resolver, so a run that is its own
 * executor is known there: the reply under validation is given once without being asked for, and what could not be fetched is noted,
 * because dnsjava would take it for forged.
 */
final class ValidationPass implements Executor {
    private final Executor crypto;
    private @Nullable Message given;
    private volatile @Nullable String trouble;

    /** A run that begins with the given reply, or, for null, asks for it. */
    ValidationPass(Executor crypto, @Nullable Message given) {
        this.crypto = crypto;
        this.given = given;
    }

    @Override
    public void execute(Runnable task) {
        crypto.execute(task);
    }

    /** Why something could not be fetched; null where everything could. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private CompletionStage<Message> send(Message query, KeyMaterial material) {
        Message first = given;
        if (first != null) {
            given = null;
            return CompletableFuture.completedFuture(first);
        }
        Record question = query.getQuestion();
        CompletableFuture<Message> reply = new CompletableFuture<>();
        // Back on the executor: no signature is checked on the event loop.
        return material.fetch(question.getName(), question.getType())
                .thenComposeAsync(
                        outcome -> {
                            if (outcome.message() == null) {
                                trouble = outcome.trouble();
                                reply.completeExceptionally(new IOException(outcome.trouble()));
                            } else {
                                reply.complete(outcome.message().clone());
                            }
                            return reply;
                        },
                        this);
    }

    /** The resolver below dnsjava's validator. */
    static final class Head implements Resolver {
        private final KeyMaterial material;

        Head(KeyMaterial material) {
            this.material = material;
        }

        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            return ((ValidationPass) executor).send(query, material);
        }

        @Override
        public void setPort(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setTCP(boolean flag) {
            throw new UnsupportedOperationException();
        }

        /** The validator says that it needs whole answers; it gets no others. */
        @Override
        public void setIgnoreTruncation(boolean flag) {}

        /** The validator says that it needs DNSSEC records; they are always asked for. */
        @Override
        public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

        @Override
        public void setTSIGKey(TSIG key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setTimeout(Duration timeout) {
            throw new UnsupportedOperationException();
        }
    }
}
