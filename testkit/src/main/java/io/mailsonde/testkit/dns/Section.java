package io.mailsonde.testkit.dns;

/** The sections of a message that hold records (RFC 1035, section 4.1). */
public enum Section {
    /** Records that answer the question. */
    ANSWER(6),
    /** Records that name an authority: the SOA of a negative answer, the name servers of a referral. */
    AUTHORITY(8),
    /** Records that may help, such as the addresses of name servers. */
    ADDITIONAL(10);

    private final int countAt;

    Section(int countAt) {
        this.countAt = countAt;
    }

    /** Where the header counts the records of this section. */
    int countAt() {
        return countAt;
    }
}
