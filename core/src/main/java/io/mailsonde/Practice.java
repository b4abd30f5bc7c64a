package io.mailsonde;

/** The eleven practices of the article <em>11 security practices for managing mailing infrastructure</em>, and what came after it. */
public enum Practice {
    /** Use a firewall. */
    FIREWALL(1, "Use a firewall"),
    /** Keep up to date with security patches. */
    SECURITY_PATCHES(2, "Keep up to date with security patches"),
    /** Protect yourself against viruses. */
    VIRUSES(3, "Protect yourself against viruses"),
    /** Use hard-to-guess passwords. */
    PASSWORDS(4, "Use hard-to-guess passwords"),
    /** Check and alter default settings. */
    DEFAULT_SETTINGS(5, "Check and alter default settings"),
    /** Back up your software. */
    BACKUPS(6, "Back up your software"),
    /** Monitor your servers. */
    MONITORING(7, "Monitor your servers"),
    /** Join security-related mailing lists. */
    MAILING_LISTS(8, "Join security-related mailing lists"),
    /** Close open relays; forward and reverse DNS match. */
    OPEN_RELAYS(9, "Close open relays; forward and reverse DNS match"),
    /** Close open proxies; HELO matches reverse DNS. */
    OPEN_PROXIES(10, "Close open proxies; HELO matches reverse DNS"),
    /** Avoid sender address verification. */
    SENDER_VERIFICATION(11, "Avoid sender address verification (SAV)"),
    /** What came after the article: SPF, DKIM, DMARC, MTA-STS, DANE and the like. */
    MODERN_MAIL(12, "Modern mail");

    private final int number;
    private final String title;

    Practice(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /**
     * Its place in the article.
     *
     * @return 1 to 11; 12 for {@link #MODERN_MAIL}
     */
    public int number() {
        return number;
    }

    /**
     * Its name, in the article's words.
     *
     * @return a line
     */
    public String title() {
        return title;
    }
}
