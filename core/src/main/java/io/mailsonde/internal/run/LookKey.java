package io.mailsonde.internal.run;

import io.mailsonde.Target;

/** What makes two looks the same look. */
record LookKey(String probe, Target target) {}
