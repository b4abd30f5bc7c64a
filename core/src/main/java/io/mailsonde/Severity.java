package io.mailsonde;

/** How grave a finding is, from least to most. What each level means in practice stands in {@code docs/severity.md}. */
public enum Severity {
    /** Worth knowing; fails nothing. */
    INFO,
    /** Small harm, or harm in rare cases. */
    LOW,
    /** Mail is lost or trust is lost in some cases. */
    MEDIUM,
    /** Mail is refused by many, or others can be harmed. */
    HIGH,
    /** Open to abuse now. */
    CRITICAL
}
