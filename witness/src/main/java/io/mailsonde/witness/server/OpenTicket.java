package io.mailsonde.witness.server;

import io.mailsonde.witness.Ticket;
import io.mailsonde.witness.WitnessedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A ticket, open until it is closed or its time is over. */
final class OpenTicket implements Ticket {
    private static final int MAX_MESSAGES = 16;

    private final String token;
    private final String address;
    private final Instant end;
    private final Executor executor;
    private final Consumer<OpenTicket> closer;
    private final CompletableFuture<WitnessedMessage> first = new CompletableFuture<>();
    private final List<WitnessedMessage> messages = new ArrayList<>();
    private boolean ended;

    /** The closer takes it out of the register, which then calls {@link #end}. */
    OpenTicket(String token, String domain, Instant end, Executor executor, Consumer<OpenTicket> closer) {
        this.token = token;
        this.address = token + '@' + domain;
        this.end = end;
        this.executor = executor;
        this.closer = closer;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public String address() {
        return address;
    }

    Instant expires() {
        return end;
    }

    @Override
    public CompletionStage<WitnessedMessage> delivered() {
        // not copy(): that would turn the cancellation into a failure
        CompletableFuture<WitnessedMessage> own = new CompletableFuture<>();
        CompletableFuture<WitnessedMessage> unused = first.whenComplete((message, thrown) -> {
            if (thrown == null) {
                own.complete(message);
            } else {
                own.cancel(false);
            }
        });
        return own;
    }

    @Override
    public synchronized List<WitnessedMessage> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        closer.accept(this);
    }

    /** Takes a message; false if the ticket ended before. */
    boolean take(WitnessedMessage message) {
        boolean isFirst;
        synchronized (this) {
            if (ended) {
                return false;
            }
            isFirst = messages.isEmpty();
            if (messages.size() < MAX_MESSAGES) {
                messages.add(message);
            }
        }
        if (isFirst) {
            executor.execute(() -> first.complete(message));
        }
        return true;
    }

    /** Takes no more; whoever waits for a first message waits no longer. */
    void end() {
        boolean waiting;
        synchronized (this) {
            waiting = !ended && messages.isEmpty();
            ended = true;
        }
        if (waiting) {
            executor.execute(() -> first.cancel(false));
        }
    }
}
