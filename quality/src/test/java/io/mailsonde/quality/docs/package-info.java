/**
 * The pages beside the code: what a page repeats from the code is compared with it.
 *
 * <p>Parts that can be made from the code stand between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}. With
 * {@code -Dmailsonde.docs=write} these tests write such parts anew instead of comparing them.
 */
@NullMarked
package io.mailsonde.quality.docs;

import org.jspecify.annotations.NullMarked;
