package io.mailsonde.testkit.smtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows when it decides on a reply.
 *
 * @param client the client's address as a text
 * @param claimed whether that address was told by XCLIENT or a PROXY header
 * @param host the server's own address as a text
 * @param secure whether TLS is on
 * @param loggedIn whether a login was taken
 * @param helo the name from EHLO or HELO; empty before
 * @param sender the accepted path of MAIL without angle brackets; null if there is none
 * @param recipients the accepted paths of RCPT without angle brackets
 * @param path the path of this MAIL or RCPT without angle brackets; empty at other stages
 * @param commands how many commands have come, this one included
 * @param errors how many commands were wrong or carried an address literal
 */
public record Visit(
        String client,
        boolean claimed,
        String host,
        boolean secure,
        boolean loggedIn,
        String helo,
        @Nullable String sender,
        List<String> recipients,
        String path,
        int commands,
        int errors) {
    /**
     * What the server knows.
     *
     * @param client the client's address as a text
     * @param claimed whether that address was told by XCLIENT or a PROXY header
     * @param host the server's own address as a text
     * @param secure whether TLS is on
     * @param loggedIn whether a login was taken
     * @param helo the name from EHLO or HELO; empty before
     * @param sender the accepted path of MAIL; null if there is none
     * @param recipients the accepted paths of RCPT
     * @param path the path of this MAIL or RCPT; empty at other stages
     * @param commands how many commands have come, this one included
     * @param errors how many commands were wrong or carried an address literal
     */
    public Visit {
        recipients = List.copyOf(recipients);
    }
}
