package org.shuke.bench;

import java.util.List;

/// One thing that is measured, by the name that `./shuke bench NAME` takes.
public interface Measure {
  String name();

  List<Figure> figures() throws Exception;
}
