package org.shuke.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The figures, as they come on the console and as a page of the documentation.
final class Report {
  private final PrintStream out;
  private final String title;
  private final List<Figure> figures = new ArrayList<>();

  Report(PrintStream out, String title) {
    this.out = out;
    this.title = title;
    out.println(title);
  }

  void add(Figure figure) {
    figures.add(figure);
    var ratio =
        figure.ratio() == null
            ? ""
            : Figure.text(
                "  limit %s  ratio %.2f  wanted %.2f  %s",
                figure.limit(), figure.ratio(), figure.wanted(), figure.met() ? "met" : "NOT MET");
    out.println(figure.what() + ": " + figure.program() + ratio);
  }

  void write(Path file) throws IOException {
    var text = new StringBuilder("# Benchmarks\n\n");
    text.append(
        """
        Made by `./shuke bench`. A ratio is the program's figure divided by the raw limit's, measured in turns in the
        same run on the same data with eight callers: raw prepared JDBC with the same SQL, a raw transaction that
        writes the same rows, raw COPY into the same table. 1 is the limit.

        """);
    text.append(title).append("\n\n| what | Shuke | raw limit | ratio | promised |\n");
    text.append("| --- | --- | --- | --- | --- |\n");
    for (var each : figures) {
      text.append("| ")
          .append(each.what())
          .append(" | ")
          .append(each.program())
          .append(" | ")
          .append(each.limit() == null ? "" : each.limit())
          .append(" | ")
          .append(each.ratio() == null ? "" : Figure.text("**%.2f**", each.ratio()))
          .append(" | ")
          .append(each.wanted() == null ? "" : Figure.text("≥ %.2f", each.wanted()))
          .append(" |\n");
    }
    Files.writeString(file, text);
  }
}
