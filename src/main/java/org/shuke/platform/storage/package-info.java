/// Where everything is kept: the database, embedded or outside, and the disk it shares with files.
@NullMarked
package org.shuke.platform.storage;

import org.jspecify.annotations.NullMarked;
