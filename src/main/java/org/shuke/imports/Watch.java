package org.shuke.imports;

/// Who looks on while an import works.
public interface Watch {
  /// @param total 0 while it is not known
  void progress(long done, long total);

  /// Whether the work is to stop at the next chance.
  boolean stopped();

  /// Nobody looks on.
  Watch NOBODY =
      new Watch() {
        @Override
        public void progress(long done, long total) {}

        @Override
        public boolean stopped() {
          return false;
        }
      };
}
