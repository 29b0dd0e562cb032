/// Saved views: a name for the state of a list, kept by one person or shared with all.
@NullMarked
package org.shuke.records.views;

import org.jspecify.annotations.NullMarked;
