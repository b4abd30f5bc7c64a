package io.mailsonde;

/** What a whole report comes to. */
public enum Verdict {
    /** At least one check failed. */
    FAILED,
    /** None failed, but at least one could not be decided, or nothing was decided at all. */
    UNDECIDED,
    /** None failed, none was left undecided, at least one passed; checks that were skipped are listed. */
    PASSED
}
