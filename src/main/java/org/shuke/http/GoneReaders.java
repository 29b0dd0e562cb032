package org.shuke.http;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/// Keeps out of the log that a browser left while its answer began: the web server tells it as a
/// fault of the program, with a stack trace. Named in `logback.xml`.
public final class GoneReaders extends Filter<ILoggingEvent> {
  private static final String LEFT = "os=ABORTED";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    boolean left =
        event.getLoggerName().startsWith("io.javalin")
            && thrown != null
            && thrown.getClassName().equals(IllegalStateException.class.getName())
            && thrown.getMessage() != null
            && thrown.getMessage().contains(LEFT);
    return left ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
