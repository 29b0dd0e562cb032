package org.shuke.access.matrix;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;

/// Runs one test in a JVM of its own, for [MutantsTest]: exits with 0 when it passes, with
/// [#CAUGHT] when it fails, and otherwise when it could not be asked.
final class Mutant {
  static final int CAUGHT = 42;

  private Mutant() {}

  /// @param arguments the test's class and method
  public static void main(String... arguments) throws ReflectiveOperationException {
    try {
      run(Class.forName(arguments[0]), arguments[1]);
      System.exit(0);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(e.getCause() instanceof AssertionError ? CAUGHT : 1);
    }
  }

  private static void run(Class<?> test, String name) throws ReflectiveOperationException {
    for (var method : test.getDeclaredMethods()) {
      if (method.isAnnotationPresent(BeforeAll.class)) {
        open(method).invoke(null);
      }
    }
    var method =
        Arrays.stream(test.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    var constructor = test.getDeclaredConstructor();
    constructor.setAccessible(true);
    open(method).invoke(constructor.newInstance());
  }

  private static Method open(Method method) {
    method.setAccessible(true);
    return method;
  }
}
