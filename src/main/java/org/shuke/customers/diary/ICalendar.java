package org.shuke.customers.diary;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a calendar as RFC 5545 has it: lines end with CRLF and are folded at 75 octets (§3.1),
/// text is escaped (§3.3.11), times are UTC (§3.3.5, form 2).
final class ICalendar {
  /// One entry.
  ///
  /// @param uid the same for the same entry, always
  /// @param remind when to be reminded
  record Event(
      String uid,
      Instant begin,
      Instant end,
      String summary,
      String description,
      String location,
      boolean done,
      @Nullable Instant remind,
      @Nullable Instant changed) {}

  private static final int LONGEST_LINE = 75;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private ICalendar() {}

  /// @param now for DTSTAMP, which says when this text was made (§3.8.7.2)
  static String of(String name, List<Event> events, Instant now) {
    var calendar = new ICalendar();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//Shuke//Calendar//EN");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line("METHOD:PUBLISH");
    calendar.line("X-WR-CALNAME:" + escaped(name));
    events.forEach(event -> calendar.event(event, now));
    calendar.line("END:VCALENDAR");
    return calendar.text.toString();
  }

  private void event(Event event, Instant now) {
    line("BEGIN:VEVENT");
    line("UID:" + event.uid());
    line("DTSTAMP:" + UTC.format(now));
    line("DTSTART:" + UTC.format(event.begin()));
    line("DTEND:" + UTC.format(event.end()));
    line("SUMMARY:" + escaped(event.summary()));
    optional("DESCRIPTION", event.description());
    optional("LOCATION", event.location());
    line("STATUS:CONFIRMED");
    if (event.done()) {
      line("TRANSP:TRANSPARENT");
    }
    if (event.changed() != null) {
      line("LAST-MODIFIED:" + UTC.format(event.changed()));
    }
    if (event.remind() != null && !event.done()) {
      line("BEGIN:VALARM");
      line("ACTION:DISPLAY");
      line("TRIGGER;VALUE=DATE-TIME:" + UTC.format(event.remind()));
      line("DESCRIPTION:" + escaped(event.summary()));
      line("END:VALARM");
    }
    line("END:VEVENT");
  }

  private void optional(String name, String value) {
    if (!value.isBlank()) {
      line(name + ":" + escaped(value));
    }
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replace("\r", "\\n");
  }

  /// Folds after at most 75 octets, never inside a character.
  private void line(String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int character = line.codePointAt(i);
      var written = Character.toString(character);
      int size = written.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(written);
      octets += size;
      i += Character.charCount(character);
    }
    text.append("\r\n");
  }
}
