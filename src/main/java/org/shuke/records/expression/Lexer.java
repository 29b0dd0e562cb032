package org.shuke.records.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuke.records.expression.Token.What;

/// Cuts an expression into words by CEL's rules, with the exact values of its literals.
///
/// Refuses what no expression may contain (bytes, unsigned numbers, characters outside the
/// grammar), so that two texts with the same words always mean the same.
final class Lexer {
  static final int MAX_LENGTH = 16 * 1024;
  private static final int MAX_DIGITS = 40;
  private static final List<String> DOUBLE = List.of("&&", "||", "==", "!=", "<=", ">=");
  private static final String SINGLE = ".,()[]{}?:!<>=+-*/%";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new Place(text, MAX_LENGTH).fault("too-long", Map.of("limit", MAX_LENGTH));
    }
    var lexer = new Lexer(text);
    while (lexer.skipBlanks()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private boolean skipBlanks() {
    while (at < text.length()) {
      if (" \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return true;
      }
    }
    return false;
  }

  private void next() {
    char c = text.charAt(at);
    if (isQuote(at)) {
      quoted(false);
    } else if ((c == 'r' || c == 'R') && isQuote(at + 1)) {
      quoted(true);
    } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      number();
    } else if (isLetter(c)) {
      word();
    } else {
      symbol();
    }
  }

  private void word() {
    int from = at;
    while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    if (isQuote(at)) {
      throw new Place(text, from).fault("syntax", Map.of("near", text.substring(from, at + 1)));
    }
    tokens.add(new Token(What.WORD, from, at, text.substring(from, at)));
  }

  private void symbol() {
    int length = DOUBLE.stream().anyMatch(s -> text.startsWith(s, at)) ? 2 : 1;
    if (length == 1 && SINGLE.indexOf(text.charAt(at)) < 0) {
      var found = Character.toString(text.codePointAt(at));
      throw new Place(text, at).fault("character", Map.of("character", found));
    }
    tokens.add(new Token(What.SYMBOL, at, at + length, text.substring(at, at + length)));
    at += length;
  }

  private void number() {
    int from = at;
    boolean hex = text.startsWith("0x", at);
    if (hex) {
      at += 2;
      digits(16);
    } else {
      digits(10);
      if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
        at++;
        digits(10);
      }
      exponent();
    }
    var found = text.substring(from, at);
    if (at < text.length() && isLetter(text.charAt(at)) || found.equals("0x")) {
      var near = text.substring(from, Math.min(at + 1, text.length()));
      throw new Place(text, from).fault("syntax", Map.of("near", near));
    }
    tokens.add(new Token(What.NUMBER, from, at, decimal(found, hex, from)));
  }

  private void exponent() {
    if (at == text.length() || "eE".indexOf(text.charAt(at)) < 0) {
      return;
    }
    int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
    if (at + 1 + sign < text.length() && isDigit(text.charAt(at + 1 + sign))) {
      at += 1 + sign;
      digits(10);
    }
  }

  private void digits(int radix) {
    while (at < text.length()
        && text.charAt(at) < 128
        && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
  }

  private BigDecimal decimal(String found, boolean hex, int from) {
    var tooLarge = new Place(text, from).fault("number", Map.of("limit", MAX_DIGITS));
    int exponent = hex ? -1 : Math.max(found.indexOf('e'), found.indexOf('E'));
    if (found.length() > 2 * MAX_DIGITS || exponent >= 0 && found.length() - exponent > 5) {
      throw tooLarge;
    }
    var value =
        hex ? new BigDecimal(new BigInteger(found.substring(2), 16)) : new BigDecimal(found);
    if (value.precision() > MAX_DIGITS || Math.abs(value.scale()) > MAX_DIGITS) {
      throw tooLarge;
    }
    return value;
  }

  private void quoted(boolean raw) {
    int from = at;
    at += raw ? 1 : 0;
    var one = text.substring(at, at + 1);
    var quote = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
    at += quote.length();
    var out = new StringBuilder();
    while (!text.startsWith(quote, at)) {
      if (at >= text.length() || quote.length() == 1 && "\n\r".indexOf(text.charAt(at)) >= 0) {
        throw new Place(text, from).fault("unfinished-text");
      }
      if (text.charAt(at) == '\\' && !raw) {
        escape(out);
      } else {
        out.append(text.charAt(at++));
      }
    }
    at += quote.length();
    tokens.add(new Token(What.TEXT, from, at, storable(out.toString(), from)));
  }

  private void escape(StringBuilder out) {
    int from = at;
    char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    int plain = "abfnrtv\\\"'`?".indexOf(c);
    if (plain >= 0) {
      out.append("\u0007\b\f\n\r\t\u000b\\\"'`?".charAt(plain));
      at += 2;
      return;
    }
    int length =
        switch (c) {
          case 'x', 'X' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 3;
        };
    boolean octal = length == 3;
    int start = at + (octal ? 1 : 2);
    try {
      int code = Integer.parseInt(text, start, start + length, octal ? 8 : 16);
      boolean signed = "+-".indexOf(text.charAt(start)) >= 0;
      if (signed || octal && code > 255 || !Character.isValidCodePoint(code)) {
        throw new NumberFormatException();
      }
      out.appendCodePoint(code);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new Place(text, from).fault("escape");
    }
    at = start + length;
  }

  /// Text that a database can hold: no NUL, no half of a character.
  private String storable(String value, int from) {
    if (value.codePoints().anyMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF)) {
      throw new Place(text, from).fault("text");
    }
    return value;
  }

  private boolean isQuote(int index) {
    return index < text.length() && (text.charAt(index) == '"' || text.charAt(index) == '\'');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }
}
