package io.mailsonde.testkit.smtp;

import java.util.List;

/**
 * A message that the server has taken, with its envelope.
 *
 * @param client the address of the client as a text; the one that XCLIENT or a PROXY header told, if such was trusted
 * @param helo the name that it gave with EHLO or HELO
 * @param secure whether it came inside TLS
 * @param sender the path of MAIL without angle brackets; empty for the null path
 * @param recipients the accepted paths of RCPT without angle brackets
 * @param data the octets of the message as a text of ISO 8859-1, the stuffed dots removed (RFC 5321, section 4.5.2)
 */
public record Message(String client, String helo, boolean secure, String sender, List<String> recipients, String data) {
    /**
     * A message with its envelope.
     *
     * @param client the address of the client as a text
     * @param helo the name that it gave with EHLO or HELO
     * @param secure whether it came inside TLS
     * @param sender the path of MAIL without angle brackets
     * @param recipients the accepted paths of RCPT without angle brackets
     * @param data the octets of the message as a text of ISO 8859-1
     */
    public Message {
        recipients = List.copyOf(recipients);
    }
}
