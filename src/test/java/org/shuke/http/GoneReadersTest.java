package org.shuke.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class GoneReadersTest {
  private final LoggerContext logs = new LoggerContext();

  private FilterReply decided(String logger, Throwable thrown) {
    Logger by = logs.getLogger(logger);
    return new GoneReaders()
        .decide(new LoggingEvent("", by, Level.ERROR, "servicing", thrown, new Object[0]));
  }

  @Test
  void whatTheServerSaysOfABrowserThatLeftIsNotLogged() {
    var left = new IllegalStateException("s=HANDLING rs=COMPLETED os=ABORTED is=IDLE awp=false");
    assertEquals(FilterReply.DENY, decided("io.javalin.Javalin", left));
  }

  @Test
  void otherFailuresOfTheServerAre() {
    assertEquals(
        FilterReply.NEUTRAL,
        decided("io.javalin.Javalin", new IllegalStateException("os=COMMITTED")));
    assertEquals(
        FilterReply.NEUTRAL,
        decided("io.javalin.Javalin", new IllegalArgumentException("os=ABORTED")));
    assertEquals(
        FilterReply.NEUTRAL,
        decided("org.shuke.http.Problems", new IllegalStateException("os=ABORTED")));
  }
}
