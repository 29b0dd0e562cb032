package org.shuke.customers;

import java.io.IOException;
import java.util.Map;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.http.Upload;

/// Files over HTTP: brought as a form, given back as something to save. Only what is a picture by
/// its own bytes is also shown.
public final class AttachmentRoutes {
  private final Attachments attachments;

  public AttachmentRoutes(Attachments attachments) {
    this.attachments = attachments;
  }

  public void addTo(Routes routes) {
    routes
        .add(
            new Route(Method.POST, "/api/v1/files", Door.SIGNED_IN, this::bring)
                .limitedTo(Route.UPLOAD))
        .get("/api/v1/attachments/{id}/content", Door.SIGNED_IN, this::content)
        .get("/api/v1/attachments/{id}/picture", Door.SIGNED_IN, this::picture);
  }

  private Answer bring(Call call) throws IOException {
    call.allow();
    var upload = Upload.of(call);
    var file = attachments.bring(call.policy(), upload.name(), upload.content());
    return Answer.json(
        201,
        Map.of(
            "id", file.id().toString(),
            "name", file.name(),
            "mediaType", file.mediaType(),
            "size", file.content().size()));
  }

  private Answer picture(Call call) {
    call.allow();
    return attachments.picture(call.policy(), call.id()).shown();
  }

  private Answer content(Call call) {
    call.allow();
    var opened = attachments.open(call.policy(), call.id());
    return Answer.saved(opened.name(), () -> attachments.content(opened));
  }
}
