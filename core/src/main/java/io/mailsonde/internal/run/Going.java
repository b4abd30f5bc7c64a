package io.mailsonde.internal.run;

import io.mailsonde.Reason;

/** What goes on until it is over or ended. */
interface Going {
    /** Ends it early; it still reports what there is. */
    void end(Reason reason, String detail);
}
