package io.mailsonde.witness.server;

import java.util.Set;

/** What the dialogue asks of whoever keeps the tickets. */
interface Postbox {
    /** The live tokens in a path; empty for mail that is nobody's. */
    Set<String> tokens(String path);

    /** Takes a message whose end of data came; false where all of its tokens have expired meanwhile. */
    boolean take(Letter letter);
}
