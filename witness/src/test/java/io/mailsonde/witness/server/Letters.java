package io.mailsonde.witness.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A postbox with one live token, that keeps what it is given. */
final class Letters implements Postbox {
    static final String TOKEN = "abcdefghijklmnopqrstuvw234";

    final List<Letter> taken = new ArrayList<>();
    boolean expired;

    @Override
    public Set<String> tokens(String path) {
        return Tokens.candidates(path).contains(TOKEN) ? Set.of(TOKEN) : Set.of();
    }

    @Override
    public boolean take(Letter letter) {
        if (!expired) {
            taken.add(letter);
        }
        return !expired;
    }
}
