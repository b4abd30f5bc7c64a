package io.mailsonde;

/** How sure a finding is, from least to most. */
public enum Confidence {
    /** A sign that has innocent explanations: a suspicion, which fails nothing. */
    TENTATIVE,
    /** What was seen leaves no likely innocent explanation. */
    FIRM,
    /** Proved: the effect itself was seen. */
    CONFIRMED
}
