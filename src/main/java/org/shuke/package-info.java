/// Shuke: one program for everything a company knows about its customers. [Shuke] wires the wings.
@NullMarked
package org.shuke;

import org.jspecify.annotations.NullMarked;
