/// The program's own addresses: jobs that can be watched and cancelled, and stored settings.
@NullMarked
package org.shuke.http.platform;

import org.jspecify.annotations.NullMarked;
