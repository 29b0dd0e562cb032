/// What happens by itself, and what needs a second person's word: approvals, notifications, rules.
/// A low wing: others bring what they want approved, told or automated.
@NullMarked
package org.shuke.automation;

import org.jspecify.annotations.NullMarked;
