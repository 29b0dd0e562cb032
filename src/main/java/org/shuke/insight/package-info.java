/// What the data says: knows the other wings' published views, not their code.
@NullMarked
package org.shuke.insight;

import org.jspecify.annotations.NullMarked;
