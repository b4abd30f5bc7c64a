package io.mailsonde.witness.server;

import io.mailsonde.witness.Manner;
import io.mailsonde.witness.Ticket;
import io.mailsonde.witness.WitnessedMessage;
import io.mailsonde.witness.WitnessedSession;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A ticket, open until it is closed or its time is over. */
final class OpenTicket implements Ticket {
    private static final int MAX_MESSAGES = 16;
    private static final int MAX_SESSIONS = 64;

    private final String token;
    private final String domain;
    private final Instant end;
    private final Manner manner;
    private final Consumer<OpenTicket> closer;
    private final Arrivals<WitnessedMessage> messages;
    private final Arrivals<WitnessedSession> sessions;

    /** The closer takes it out of the register, which then calls {@link #end}. */
    OpenTicket(
            String token, String domain, Instant end, Manner manner, Executor executor, Consumer<OpenTicket> closer) {
        this.token = token;
        this.domain = domain;
        this.end = end;
        this.manner = manner;
        this.closer = closer;
        messages = new Arrivals<>(MAX_MESSAGES, executor);
        sessions = new Arrivals<>(MAX_SESSIONS, executor);
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public String address() {
        return token + '@' + domain;
    }

    @Override
    public String freshAddress() {
        return token + '@' + token + '.' + domain;
    }

    Instant expires() {
        return end;
    }

    Manner manner() {
        return manner;
    }

    @Override
    public CompletionStage<WitnessedMessage> delivered() {
        return messages.first();
    }

    @Override
    public List<WitnessedMessage> messages() {
        return messages.all();
    }

    @Override
    public CompletionStage<WitnessedSession> visited() {
        return sessions.first();
    }

    @Override
    public List<WitnessedSession> sessions() {
        return sessions.all();
    }

    @Override
    public void close() {
        closer.accept(this);
    }

    /** Takes a message; false if the ticket ended before. */
    boolean take(WitnessedMessage message) {
        return messages.take(message);
    }

    /** Takes a session that is over, unless the ticket ended before. */
    void take(WitnessedSession session) {
        boolean unused = sessions.take(session);
    }

    /** Takes no more; whoever waits for something waits no longer. */
    void end() {
        messages.end();
        sessions.end();
    }
}
