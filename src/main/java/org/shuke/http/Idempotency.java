package org.shuke.http;

public final class Idempotency {
  Answer serve(Call call) throws Exception {
    return call.route().handler().handle(call);
  }
}
