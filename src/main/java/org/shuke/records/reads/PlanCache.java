package org.shuke.records.reads;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Compiled questions by their shape; those that nobody has asked for long make room.
final class PlanCache {
  private static final int MOST = 2_000;

  private final Map<Object, Object> plans =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
              return size() > MOST;
            }
          });

  Object get(Object key, Supplier<Object> compile) {
    var known = plans.get(key);
    if (known == null) {
      known = compile.get();
      plans.put(key, known);
    }
    return known;
  }
}
