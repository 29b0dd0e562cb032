package org.shuke.http;

/// One address of the program.
///
/// @param path with parameters in braces: `/api/v1/accounts/{id}`
/// @param body the largest request body in bytes; more is 413 before the handler has read it
/// @param kept who keeps the answer for a caller that asks again with the same `Idempotency-Key`
public record Route(Method method, String path, Door door, long body, Kept kept, Handler handler) {
  /// How a repeated write is answered.
  public enum Kept {
    /// The handler runs its effect in [Call#once]: effect and kept answer in one transaction.
    WITH_EFFECT,
    /// The edge keeps the answer right after the effect.
    AFTER_EFFECT,
    /// The route changes nothing, whatever its method: nothing to keep.
    NOT
  }

  /// What a body may have unless its route says otherwise.
  public static final long ORDINARY = 1 << 20;

  /// What a bulk change may have.
  public static final long BULK = 32 << 20;

  /// Read as a stream, never held.
  public static final long UPLOAD = 4L << 30;

  public Route(Method method, String path, Door door, Handler handler) {
    this(method, path, door, ORDINARY, method.writes() ? Kept.AFTER_EFFECT : Kept.NOT, handler);
  }

  public Route limitedTo(long bytes) {
    return new Route(method, path, door, bytes, kept, handler);
  }

  public Route kept(Kept how) {
    return new Route(method, path, door, body, how, handler);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
