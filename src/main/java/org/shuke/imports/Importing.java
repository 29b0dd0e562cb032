package org.shuke.imports;

import java.util.UUID;
import java.util.function.Consumer;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Routes;
import org.shuke.imports.values.Options;

/// The wing of imports: builds its desk.
public final class Importing implements Wing {
  private final Ground ground;
  private final Imports imports;

  /// @param written told of every unit that an import has written
  public Importing(Ground ground, Consumer<UUID> written) {
    this.ground = ground;
    var options =
        Options.of(ground.zone(), ground.settings().locale(), ground.currency(), ground::country);
    this.imports =
        new Imports(
            ground.database(),
            ground.settings().data().resolve("imports"),
            options,
            ground.clock(),
            new Plans(
                ground.database(),
                ground::catalog,
                ground::policyOf,
                options,
                ground.texts(),
                ground.clock(),
                ground::writes),
            ground.jobs(),
            written);
  }

  @Override
  public void addTo(Routes routes) {
    new ImportRoutes(imports, ground.texts()).addTo(routes);
  }
}
