package org.shuke.channels;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.shuke.channels.outbox.MailSender;
import org.shuke.channels.outbox.MailSetting;
import org.shuke.channels.outbox.Outbox;
import org.shuke.channels.outbox.Sending;
import org.shuke.channels.outbox.Smtp;
import org.shuke.channels.outbox.TemplateRoutes;
import org.shuke.http.Routes;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.platform.egress.Egress;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.settings.StoredSettings;
import org.shuke.records.Catalog;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Writes;

/// The wing of channels: constructs the outbox and hands it over.
public final class Channels implements AutoCloseable {
  private final Sending sending;
  private final Outbox outbox;
  private final Egress egress;
  private final Supplier<Reads> reads;

  /// @param writes the engine's desks, which are built after the types that this wing declares
  /// @param told tells an author that his mail did not leave
  public Channels(
      Database database,
      Settings settings,
      StoredSettings stored,
      FileStore files,
      Clock clock,
      Supplier<Catalog> catalog,
      Supplier<Reads> reads,
      Supplier<Writes> writes,
      MailSender.Told told) {
    this.reads = reads;
    this.egress = new Egress(settings.egressAllow());
    this.sending = new Sending(database);
    Supplier<MailSetting> setting =
        () -> stored.get("mail", MailSetting.class, MailSetting.DEFAULT).value();
    var url = settings.smtpUrl();
    this.outbox = new Outbox(writes, setting, sending, clock, url != null);
    if (url != null) {
      sending.register(
          "mail",
          new MailSender(
              database,
              reads,
              writes,
              catalog,
              setting,
              files,
              new Smtp(url, egress),
              clock,
              told));
    }
  }

  public List<Type> types() {
    return outbox.types();
  }

  public Outbox outbox() {
    return outbox;
  }

  /// For other plugs of the one door.
  public Sending sending() {
    return sending;
  }

  public Egress egress() {
    return egress;
  }

  public void guard(Writes writes) {
    outbox.guard(writes);
  }

  public void addTo(Routes routes) {
    new TemplateRoutes(reads.get()).addTo(routes);
  }

  public void start() {
    sending.start();
  }

  @Override
  public void close() {
    sending.close();
  }
}
