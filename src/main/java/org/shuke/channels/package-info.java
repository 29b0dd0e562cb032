/// The one door out: whatever leaves for the world passes the outbox.
@NullMarked
package org.shuke.channels;

import org.jspecify.annotations.NullMarked;
