package org.shuke.platform.pdf;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Lays out a document.
public final class Pdf {
  /// The family that the embedded font has in style sheets.
  public static final String FONT = "Shuke Paper";

  static {
    XRLog.setLoggingEnabled(false);
  }

  private Pdf() {}

  /// The PDF of a whole XHTML document; its style sheet must name [#FONT].
  ///
  /// @throws IllegalArgumentException for what is no well-formed XHTML: a fault of the program
  public static byte[] of(String xhtml) {
    var out = new ByteArrayOutputStream();
    FSSupplier<InputStream> font = Pdf::font;
    try {
      new PdfRendererBuilder()
          .useFont(font, FONT, 400, FontStyle.NORMAL, true)
          .useFont(font, FONT, 700, FontStyle.NORMAL, true)
          .useUriResolver((base, uri) -> uri != null && uri.startsWith("data:") ? uri : null)
          .withHtmlContent(xhtml, null)
          .toStream(out)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static InputStream font() {
    return Objects.requireNonNull(Pdf.class.getResourceAsStream("/fonts/NotoSansSC-Paper.ttf"));
  }
}
