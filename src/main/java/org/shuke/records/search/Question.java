package org.shuke.records.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.shuke.records.search.Words.Code;
import org.shuke.records.search.Words.Dense;

/// What somebody typed, as a question to the index: every term must be found in some group, at
/// least as closely as the [Reach] says.
public final class Question {
  /// How closely a record answers. Each reach finds all that the closer ones find.
  public enum Reach {
    /// The words as they are.
    EXACT,
    /// Words that begin so, parts of numbers.
    BEGINNING,
    /// Pinyin and initials.
    SOUND,
    /// One typo, or characters that sound alike.
    GUESS
  }

  /// What to look for in one group.
  private sealed interface Node {}

  private record Lexeme(String token, boolean beginning) implements Node {}

  private record All(List<Node> nodes) implements Node {}

  private record Any(List<Node> nodes) implements Node {}

  /// @param slipped words that a guess looks at as a whole
  private record Term(Node exact, Node beginning, Node sound, Node guess, List<String> slipped) {
    Term(Node exact, Node beginning, Node sound, Node guess) {
      this(exact, beginning, sound, guess, List.of());
    }

    Node of(Reach reach) {
      return switch (reach) {
        case EXACT -> exact;
        case BEGINNING -> beginning;
        case SOUND -> sound;
        case GUESS -> guess;
      };
    }
  }

  private static final Pattern MAIL = Pattern.compile("[^\\s@]+@\\S*");
  private static final Pattern NUMBER = Pattern.compile("[+(]?[0-9][0-9 ()+./-]*");
  private static final int LONGEST = 200;
  private static final int MOST_TERMS = 8;
  private static final int MOST_CHARACTERS = 16;

  private final List<Term> terms;

  private Question(List<Term> terms) {
    this.terms = terms;
  }

  public static Question of(String typed) {
    var text = typed.length() <= LONGEST ? typed : typed.substring(0, LONGEST);
    var terms = new ArrayList<Term>();
    var mails = MAIL.matcher(text);
    while (mails.find()) {
      terms.add(mail(mails.group()));
    }
    var rest = Folding.fold(mails.replaceAll(" ")).strip();
    if (NUMBER.matcher(rest).matches()) {
      terms.add(
          code(
              new Code(
                  List.of(rest.split("[^0-9]+")).stream().filter(s -> !s.isEmpty()).toList())));
    } else {
      Words.of(rest).stream()
          .map(piece ->
              switch (piece) {
                case Dense dense -> dense(dense);
                case Code code -> code(code);
              })
          .forEach(terms::add);
    }
    return new Question(typing(terms));
  }

  /// A last single letter is the beginning of the word that is just being typed: it would match
  /// nothing as a word and nearly everything as a beginning.
  private static List<Term> typing(List<Term> terms) {
    var known = terms.size() > MOST_TERMS ? terms.subList(0, MOST_TERMS) : terms;
    return known.size() > 1
            && known.getLast().exact instanceof Lexeme(String token, boolean beginning)
            && token.length() == 2
            && Words.letters(token.substring(1))
        ? List.copyOf(known.subList(0, known.size() - 1))
        : List.copyOf(known);
  }

  private static Term mail(String typed) {
    var token = Tokens.MAIL + Tokens.address(typed);
    var beginning = new Lexeme(token, true);
    return new Term(new Lexeme(token, false), beginning, beginning, beginning);
  }

  private static Term code(Code code) {
    var exact = code.digits() ? number(code, false) : word(code, false);
    if (code.joined().length() < 2) {
      return new Term(exact, exact, exact, exact);
    }
    var beginning = code.digits() ? number(code, true) : word(code, true);
    var sound = spelled(code.joined(), beginning);
    var slips = new ArrayList<Node>();
    for (var part : code.parts()) {
      slips.add(slip(part));
    }
    var slipped = code.parts().stream().filter(part -> !Tokens.slips(part).isEmpty()).toList();
    return new Term(exact, beginning, sound, new Any(List.of(sound, new All(slips))), slipped);
  }

  private static Node word(Code code, boolean beginning) {
    var joined = new Lexeme(Tokens.WORD + code.joined(), beginning);
    return code.parts().size() == 1
        ? joined
        : new Any(List.of(joined, new All(parts(code, beginning))));
  }

  private static List<Node> parts(Code code, boolean beginning) {
    var nodes = new ArrayList<Node>();
    for (int i = 0; i < code.parts().size(); i++) {
      boolean last = i == code.parts().size() - 1;
      nodes.add(new Lexeme(Tokens.WORD + code.parts().get(i), beginning && last));
    }
    return nodes;
  }

  /// A number as a word or as the end of one; with `beginning`, as any part of one.
  private static Node number(Code code, boolean beginning) {
    var nodes = new ArrayList<Node>();
    nodes.add(word(code, beginning));
    nodes.add(new Lexeme(Tokens.NUMBER + code.joined(), beginning));
    var national = code.joined().replaceFirst("^0+", "");
    if (national.length() >= Tokens.SHORTEST_NUMBER) {
      nodes.add(new Lexeme(Tokens.NUMBER + national, beginning));
    }
    return new Any(nodes);
  }

  private static Node spelled(String letters, Node beginning) {
    if (!Words.letters(letters)) {
      return beginning;
    }
    var nodes = new ArrayList<Node>();
    nodes.add(beginning);
    if (letters.length() <= Tokens.LONGEST_INITIALS) {
      nodes.add(new Lexeme(Tokens.INITIALS + letters, true));
    }
    if (Pinyin.begins(letters)) {
      int end = Math.min(letters.length(), Tokens.LONGEST_SOUND);
      nodes.add(new Lexeme(Tokens.SOUND + letters.substring(0, end), true));
    }
    return new Any(nodes);
  }

  private static Node slip(String part) {
    var nodes = new ArrayList<Node>();
    nodes.add(new Lexeme(Tokens.WORD + part, part.length() > 1));
    Tokens.slips(part).forEach(token -> nodes.add(new Lexeme(token, false)));
    return new Any(nodes);
  }

  private static Term dense(Dense typed) {
    int length = Math.min(typed.characters().length, MOST_CHARACTERS);
    var dense = new Dense(java.util.Arrays.copyOf(typed.characters(), length));
    var pairs = new ArrayList<Node>();
    dense.grams(length == 1 ? 1 : 2).forEach(g -> pairs.add(new Lexeme(Tokens.WORD + g, false)));
    var exact = pairs.size() == 1 ? pairs.getFirst() : new All(pairs);
    if (length == 1) {
      return new Term(exact, exact, exact, exact);
    }
    var guesses = new ArrayList<Node>();
    guesses.add(exact);
    Tokens.spoken(dense).forEach(text -> guesses.add(new Lexeme(Tokens.SOUND + text, true)));
    if (length > 3) {
      for (int wrong = 0; wrong < length; wrong++) {
        guesses.add(new All(without(dense, pairs, wrong)));
      }
    }
    return new Term(exact, exact, exact, new Any(guesses));
  }

  /// All characters but the one at `wrong`, next to each other as far as they were.
  private static List<Node> without(Dense dense, List<Node> pairs, int wrong) {
    var left = new ArrayList<Node>();
    for (int i = 0; i < pairs.size(); i++) {
      if (i != wrong && i != wrong - 1) {
        left.add(pairs.get(i));
      }
    }
    var characters = dense.grams(1);
    if (wrong == 1) {
      left.add(new Lexeme(Tokens.WORD + characters.getFirst(), false));
    }
    if (wrong == characters.size() - 2) {
      left.add(new Lexeme(Tokens.WORD + characters.getLast(), false));
    }
    return left;
  }

  /// Does it ask for nothing?
  boolean isEmpty() {
    return terms.isEmpty();
  }

  /// The question as a `tsquery` over the groups with these codes; empty text finds nothing.
  public String in(Collection<String> groups, Reach reach) {
    return groups.isEmpty() || terms.isEmpty()
        ? ""
        : terms.stream().map(term -> anywhere(groups, term.of(reach))).collect(joined(" & "));
  }

  /// The shapes of which a guess must hold each, blanks between them: without them whoever shares a
  /// syllable would do.
  String shapes(Collection<String> groups) {
    return groups.isEmpty()
        ? ""
        : terms.stream()
            .flatMap(term -> term.slipped().stream())
            .map(word -> Typo.shape(groups, word))
            .collect(Collectors.joining(" "));
  }

  private static String anywhere(Collection<String> groups, Node node) {
    return groups.stream().map(group -> text(group, node)).collect(joined(" | "));
  }

  private static String text(String group, Node node) {
    return switch (node) {
      case Lexeme(String token, boolean beginning) ->
          "'" + group + token + "'" + (beginning ? ":*" : "");
      case All(List<Node> nodes) -> nodes.stream().map(n -> text(group, n)).collect(joined(" & "));
      case Any(List<Node> nodes) -> nodes.stream().map(n -> text(group, n)).collect(joined(" | "));
    };
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined(String sign) {
    return Collectors.joining(sign, "(", ")");
  }
}
