package org.shuke.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Files that the program brings with it, in folders or in its jar.
public final class Resources {
  private Resources() {}

  /// The files of a folder on the class path, in the order of their names; none when there is no
  /// such folder.
  public static List<Path> in(String folder) {
    var found = new ArrayList<Path>();
    try {
      for (var place : Collections.list(Resources.class.getClassLoader().getResources(folder))) {
        try (var files = Files.list(path(place.toURI()))) {
          files.filter(Files::isRegularFile).forEach(found::add);
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(
          "Cannot list the folder '" + folder + "' on the class path", e);
    }
    found.sort((one, other) -> one.toString().compareTo(other.toString()));
    return found;
  }

  private static Path path(URI folder) throws IOException {
    try {
      return Path.of(folder);
    } catch (FileSystemNotFoundException inAJar) {
      FileSystems.newFileSystem(folder, Map.of());
      return Path.of(folder);
    }
  }
}
