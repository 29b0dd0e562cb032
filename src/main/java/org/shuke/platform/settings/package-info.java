/// Settings that administrators change in the page, kept in the database as one JSON value per
/// name.
@NullMarked
package org.shuke.platform.settings;

import org.jspecify.annotations.NullMarked;
