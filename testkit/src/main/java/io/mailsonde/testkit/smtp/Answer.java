package io.mailsonde.testkit.smtp;

/**
 * What an honest server says, and what it does then if what is really said has the same sense.
 *
 * @param stage where in the session
 * @param command the command, empty if there was none
 * @param reply the honest reply
 * @param done runs after a positive reply
 * @param next what comes after a positive reply
 */
record Answer(Stage stage, String command, Reply reply, Runnable done, Next next) {
    /** What comes after a positive reply. */
    enum Next {
        COMMAND,
        MESSAGE,
        TLS,
        END
    }

    static Answer of(Stage stage, Reply reply) {
        return new Answer(stage, "", reply, () -> {}, Next.COMMAND);
    }
}
