package org.shuke.http;

/// Who may knock at a route at all. What he may do there is the policy's business.
public enum Door {
  /// Anybody. Every such route is named in `open-routes.txt` of the tests.
  OPEN,
  /// Whoever is signed in or has a key.
  SIGNED_IN,
  /// A person with a session of the page: a key cannot change passwords or sessions.
  SESSION,
  /// A process on this machine, or whoever has a key.
  NEARBY
}
