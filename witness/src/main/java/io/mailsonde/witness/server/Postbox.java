package io.mailsonde.witness.server;

/** What the dialogue asks of whoever keeps the tickets. */
interface Postbox {
    /** What a recipient is answered, in an envelope of a sender, which is empty for the null sender. */
    Verdict verdict(String path, String sender);

    /** Takes a message whose end of data came; false where all of its tokens have expired meanwhile. */
    boolean take(Letter letter);
}
