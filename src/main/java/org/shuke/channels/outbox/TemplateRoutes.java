package org.shuke.channels.outbox;

import java.util.Map;
import java.util.UUID;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.records.reads.Reads;

/// Shows a template, or a text that becomes one, as it would go to one customer.
public final class TemplateRoutes {
  private final Merge merge;

  public TemplateRoutes(Reads reads) {
    this.merge = new Merge(reads);
  }

  public void addTo(Routes routes) {
    routes.add(
        new Route(Method.POST, "/api/v1/mail-templates/preview", Door.SIGNED_IN, this::preview)
            .kept(Route.Kept.NOT));
  }

  /// @param type the plural of the record
  record Asked(String type, UUID id, String subject, String body) {}

  private Answer preview(Call call) {
    var asked = call.body(Asked.class);
    var type = call.policy().catalog().findPlural(asked.type());
    if (type == null) {
      throw Refusal.notFound();
    }
    var names = Merge.names(asked.subject(), asked.body());
    var values = merge.values(call.policy(), type, asked.id(), names);
    return Answer.ok(
        Map.of(
            "subject",
            Merge.filled(asked.subject(), values),
            "body",
            Merge.filled(asked.body(), values)));
  }
}
