package org.shuke.imports;

/// Who looks on while an import works.
public interface Watch {
  /// @param total 0 while it is not known
  void progress(long done, long total);

  /// Throws when the work is to stop.
  void checkpoint();

  /// The same, told the total where the work itself does not know it.
  default Watch outOf(long rows) {
    Watch told = this;
    return new Watch() {
      @Override
      public void progress(long done, long total) {
        told.progress(done, total == 0 ? rows : total);
      }

      @Override
      public void checkpoint() {
        told.checkpoint();
      }
    };
  }

  /// Nobody looks on.
  Watch NOBODY =
      new Watch() {
        @Override
        public void progress(long done, long total) {}

        @Override
        public void checkpoint() {}
      };
}
