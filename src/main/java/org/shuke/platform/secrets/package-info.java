/// Secrets of integrations that must be used again and therefore cannot be hashed: kept in the
/// database, sealed with a key that is not.
///
/// 1. The key is `SHUKE_SECRET_KEY`, else the file `secret.key` in the data folder, made at the
///    first start and readable by its owner alone. Several nodes on one database share one key.
/// 2. A sealed secret opens only under the purpose that it was sealed for: copied to another place
///    it is worthless.
///
/// Start reading at [Secrets].
@NullMarked
package org.shuke.platform.secrets;

import org.jspecify.annotations.NullMarked;
