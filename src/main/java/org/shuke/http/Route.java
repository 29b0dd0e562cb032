package org.shuke.http;

/// One address of the program.
///
/// @param path with parameters in braces: `/api/v1/accounts/{id}`
/// @param body the largest request body in bytes; more is 413 before the handler has read it
/// @param keepsAnswers the handler itself runs its effect in [Call#once], in one transaction with
///   the stored answer; of others the edge keeps the answer after the effect
public record Route(
    Method method, String path, Door door, long body, boolean keepsAnswers, Handler handler) {
  /// What a body may have unless its route says otherwise.
  public static final long ORDINARY = 1 << 20;

  /// What a bulk change may have.
  public static final long BULK = 32 << 20;

  /// Read as a stream, never held.
  public static final long UPLOAD = 4L << 30;

  public Route(Method method, String path, Door door, Handler handler) {
    this(method, path, door, ORDINARY, false, handler);
  }

  public Route limitedTo(long bytes) {
    return new Route(method, path, door, bytes, keepsAnswers, handler);
  }

  public Route keepingAnswers() {
    return new Route(method, path, door, body, true, handler);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
