package org.shuke.http.records;

import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.records.pages.Pages;

/// One record with everything around it.
public final class PageRoutes {
  private static final String ONE = "/api/v1/{plural}/{id}";

  private final Pages pages;

  public PageRoutes(Pages pages) {
    this.pages = pages;
  }

  public void addTo(Routes routes) {
    routes.get(ONE + "/page", Door.SIGNED_IN, this::page);
  }

  private Answer page(Call call) {
    call.allow();
    return Answer.ok(pages.page(call.policy(), RecordRoutes.type(call), call.id(), call.locale()));
  }
}
