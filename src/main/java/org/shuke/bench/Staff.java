package org.shuke.bench;

import java.io.IOException;
import java.util.UUID;
import org.shuke.demo.DemoCompany;
import tools.jackson.databind.json.JsonMapper;

/// Who asks: the made-up company's people, each with a key of his own.
final class Staff {
  /// @param principal whose rights count
  record Member(String title, UUID principal, String key) {}

  private final House house;

  Staff(House house) {
    this.house = house;
  }

  Member administrator() throws IOException {
    return new Member("administrator", user(DemoCompany.EMAIL), house.key());
  }

  /// A salesperson who sees his own records only.
  Member salesperson(String email) throws IOException {
    var user = user(email);
    try (var wire = house.wire()) {
      var made =
          JsonMapper.shared()
              .readTree(wire.post("/api/v1/users/" + user + "/issue-key", "{\"name\":\"bench\"}"));
      return new Member(
          email.substring(0, email.indexOf('@')), user, made.path("key").stringValue());
    }
  }

  private UUID user(String email) {
    var id =
        house
            .database()
            .read(tx ->
                tx.first(
                    "select id from access.\"user\" where email = ?",
                    row -> row.getObject(1, UUID.class),
                    email));
    if (id == null) {
      throw new IllegalStateException("nobody in the made-up company is called " + email);
    }
    return id;
  }
}
