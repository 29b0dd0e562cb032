package org.shuke.channels;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.shuke.channels.outbox.MailRoutes;
import org.shuke.channels.outbox.MailSender;
import org.shuke.channels.outbox.MailSetting;
import org.shuke.channels.outbox.Outbox;
import org.shuke.channels.outbox.Sending;
import org.shuke.channels.outbox.Smtp;
import org.shuke.channels.outbox.TemplateRoutes;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.egress.Egress;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.platform.settings.Setting;
import org.shuke.records.Type;
import org.shuke.records.writes.Writes;

/// The wing of channels: constructs the outbox and hands it over.
public final class Channels implements Wing {
  private static final String TIDY = "outbox-tidy";

  private final Ground ground;
  private final Sending sending;
  private final Outbox outbox;
  private MailSender.Occasion occasion = (tx, about) -> Map.of();
  private MailRoutes.Papers papers =
      (tx, policy, about) -> {
        throw Refusal.notFound();
      };
  private final Egress egress;

  /// @param told tells an author that his mail did not leave
  public Channels(Ground ground, MailSender.Told told) {
    this.ground = ground;
    var database = ground.database();
    var settings = ground.settings();
    this.egress = new Egress(settings.egressAllow());
    this.sending = new Sending(database);
    var setting = ground.setting(MailSetting.SETTING);
    var url = settings.smtpUrl();
    this.outbox = new Outbox(ground::writes, setting, sending, ground.clock(), url != null);
    if (url != null) {
      sending.register(
          "mail",
          new MailSender(
              database,
              ground::reads,
              ground::writes,
              ground::catalog,
              setting,
              ground.files(),
              new Smtp(url, egress),
              ground.clock(),
              told,
              (tx, about) -> occasion.of(tx, about)));
    }
  }

  @Override
  public List<Type> types() {
    return outbox.types();
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MailSetting.SETTING);
  }

  @Override
  public void runBy(Jobs jobs) {
    jobs.register(
        TIDY, run -> Map.of("forgotten", ground.database().background().transaction(outbox::tidy)));
    jobs.recurring(TIDY, Schedule.daily(LocalTime.of(4, 30), ground.zone()));
  }

  /// Says to what else mails belong; said once, when the program is put together.
  public void belongingTo(MailSender.Occasion occasion) {
    this.occasion = occasion;
  }

  public Outbox outbox() {
    return outbox;
  }

  /// Says who may read the papers that go with mails; said once, when the program is put together.
  public void openingPapersTo(MailRoutes.Papers readers) {
    this.papers = readers;
  }

  /// For other plugs of the one door.
  public Sending sending() {
    return sending;
  }

  public Egress egress() {
    return egress;
  }

  @Override
  public void watch(Writes writes) {
    outbox.guard(writes);
  }

  @Override
  public void addTo(Routes routes) {
    new TemplateRoutes(ground.reads()).addTo(routes);
    new MailRoutes(ground, papers).addTo(routes);
  }

  @Override
  public void start() {
    sending.start();
  }

  @Override
  public void close() {
    sending.close();
  }
}
