package io.mailsonde.testkit.dns;

import java.net.InetSocketAddress;

/** Answers what one thread receives. The honest path allocates next to nothing: query, message and the cursor into the zone are reused. */
final class Responder {
    private final Answers answers;
    private final Forgery forgery;
    private final Scripts scripts;
    private final QuestionLog log;
    private final Player player;
    private final Query query = new Query();
    private final WireMessage message = new WireMessage();

    Responder(Answers answers, Forgery forgery, Scripts scripts, QuestionLog log, Player player) {
        this.answers = answers;
        this.forgery = forgery;
        this.scripts = scripts;
        this.log = log;
        this.player = player;
    }

    void respond(byte[] buffer, int length, Transport transport, InetSocketAddress from, Reply reply) {
        switch (query.read(buffer, length, transport, from, System.nanoTime())) {
            case QUESTION -> {
                log.add(query);
                Effect effect = scripts.next(query, log);
                if (effect == null) {
                    int size = answers.write(query, message, Answers.MAX_ALIASES);
                    reply.send(message.buffer(), size);
                } else {
                    player.play(effect, query.copy(), reply);
                }
            }
            case MALFORMED -> refuse(Rcode.FORMERR, reply);
            case NOT_A_QUERY -> refuse(Rcode.NOTIMP, reply);
            case OTHER_CLASS -> refuse(Rcode.REFUSED, reply);
            case OTHER_EDNS -> refuse(Rcode.BADVERS, reply);
            case IGNORED -> {}
        }
    }

    private void refuse(Rcode rcode, Reply reply) {
        reply.send(forgery.bare(query, rcode.code(), 0));
    }
}
