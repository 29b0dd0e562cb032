package org.shuke.http;

/// What a route does. It refuses by throwing [org.shuke.platform.Refusal].
@FunctionalInterface
public interface Handler {
  Answer handle(Call call) throws Exception;
}
