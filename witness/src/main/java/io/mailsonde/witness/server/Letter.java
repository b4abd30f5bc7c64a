package io.mailsonde.witness.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A message as the dialogue heard it: without the address and the time, which it does not know. */
record Letter(
        String helo,
        Optional<String> tls,
        String sender,
        List<String> recipients,
        Set<String> tokens,
        String raw,
        long size) {}
