/** Portals as data: a profile names the pages, a session walks them over HTTP. */
@NullMarked
package dev.aikagi.harness.portal;

import org.jspecify.annotations.NullMarked;
