package org.shuke.imports;

/// Who looks on while an import works.
public interface Watch {
  /// @param total 0 while it is not known
  void progress(long done, long total);

  /// Throws when the work is to stop.
  void checkpoint();

  /// Nobody looks on.
  Watch NOBODY =
      new Watch() {
        @Override
        public void progress(long done, long total) {}

        @Override
        public void checkpoint() {}
      };
}
