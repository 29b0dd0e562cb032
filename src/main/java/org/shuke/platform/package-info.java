/// What every wing stands on: settings, texts, refusals; below it the rooms `postgres` (the
/// embedded server), `db` (pools, transactions, migrations), `jobs` and `files`.
///
/// 1. A wrong setting stops the start with one line that names the setting and the remedy.
/// 2. A text exists in every language or in none.
/// 3. What the rules refuse is a [Refusal]; any other exception is a fault of the program.
@NullMarked
package org.shuke.platform;

import org.jspecify.annotations.NullMarked;
