package org.shuke.http;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.shuke.platform.Refusal;

/// What Jetty answers by itself (a broken request line, headers that are too long, the moment of
/// stopping) as the same kind of problem document as everything else.
final class LastResort extends ErrorHandler {
  private final Problems problems;
  private final SecurityHeaders headers;

  LastResort(Problems problems, SecurityHeaders headers) {
    this.problems = problems;
    this.headers = headers;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    headers.addTo(response.getHeaders());
    response.getHeaders().put("Content-Type", Problems.TYPE);
    if (status == 503) {
      response.getHeaders().put("Retry-After", "2");
    }
    response.write(true, body(status), callback);
    return true;
  }

  private ByteBuffer body(int status) {
    var code = status == 503 ? "stopping" : status < 500 ? "malformed" : "internal";
    var answer = problems.of(new Refusal(status, code, Map.of()), Locale.ENGLISH);
    return ByteBuffer.wrap(answer.body());
  }

  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    headers.addTo(fields);
    fields.put("Content-Type", Problems.TYPE);
    return body(status);
  }
}
