package org.shuke.sales.cards;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/// Reads the QR code in a card's picture, JPEG or PNG, with bounded work.
///
/// The size is read before the picture: beyond [#LARGEST] pixels nothing is decoded, and of a large
/// picture only every second or third pixel is kept. One picture is read at a time, for seconds at
/// most, and on a thread of the operating system: a virtual one would keep a processor from
/// requests.
final class CardCode {
  private static final long LARGEST = 40_000_000;
  private static final int LONGEST_SIDE = 20_000;

  /// So many pixels show the code of a card in any photo of it.
  private static final int ENOUGH = 6_000_000;

  /// A code has three corners. The search tries every three of what looks like one, and a picture
  /// made for it would keep it busy for hours.
  private static final int CORNERS = 500;

  private static final int SECONDS = 5;
  private static final int WHITE = 0xFFFFFFFF;
  private static final Set<String> FORMATS = Set.of("jpeg", "png");
  private static final Semaphore ONE = new Semaphore(1, true);

  private CardCode() {}

  /// What the code says; null when there is none, or none that can be read.
  static @Nullable String read(byte[] picture) {
    var reading = new FutureTask<@Nullable String>(() -> decoded(picture));
    ONE.acquireUninterruptibly();
    try {
      Thread.ofPlatform().name("card code").daemon().start(reading);
      return reading.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // broken, unknown, too large or made to take long: a picture without a code
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      reading.cancel(true);
      ONE.release();
    }
  }

  private static @Nullable String decoded(byte[] picture) throws IOException {
    var light = light(picture);
    var ways =
        List.<Binarizer>of(
            new HybridBinarizer(light),
            new HybridBinarizer(light.invert()),
            new GlobalHistogramBinarizer(light));
    for (var way : ways) {
      try {
        var text = new QRCodeReader().decode(new BinaryBitmap(way), hints()).getText();
        var clean = text.replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t]]", "").strip();
        return clean.isEmpty() ? null : clean;
      } catch (ReaderException | RuntimeException e) {
        stopWhenAsked();
      }
    }
    return null;
  }

  private static Map<DecodeHintType, Object> hints() {
    var corners = new AtomicInteger();
    ResultPointCallback seen =
        point -> {
          if (corners.incrementAndGet() > CORNERS) {
            throw new IllegalStateException("more corners than a card has");
          }
        };
    return Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.NEED_RESULT_POINT_CALLBACK, seen);
  }

  /// How light each pixel is; what is transparent is white.
  private static LuminanceSource light(byte[] picture) throws IOException {
    var image = image(picture);
    int width = image.getWidth();
    var pixels = new int[width * image.getHeight()];
    for (int y = 0; y < image.getHeight(); y++) {
      stopWhenAsked();
      image.getRGB(0, y, width, 1, pixels, y * width, width);
    }
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] >>> 24 < 128) {
        pixels[i] = WHITE;
      }
    }
    return new RGBLuminanceSource(width, image.getHeight(), pixels);
  }

  private static BufferedImage image(byte[] picture) throws IOException {
    try (var in = new MemoryCacheImageInputStream(new Bytes(picture))) {
      for (var readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
        var reader = readers.next();
        if (FORMATS.contains(reader.getFormatName().toLowerCase(java.util.Locale.ROOT))) {
          try {
            reader.setInput(in, true, true);
            return image(reader);
          } finally {
            reader.dispose();
          }
        }
      }
    }
    throw new IOException("no picture of a known kind");
  }

  private static BufferedImage image(ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > LARGEST || Math.max(width, height) > LONGEST_SIDE) {
      throw new IOException("too large");
    }
    int step = (int) Math.ceil(Math.sqrt(width * height / (double) ENOUGH));
    var how = reader.getDefaultReadParam();
    how.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, how);
  }

  private static void stopWhenAsked() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("took too long");
    }
  }

  /// Ends early once nobody waits for what is read.
  private static final class Bytes extends ByteArrayInputStream {
    Bytes(byte[] all) {
      super(all);
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return Thread.currentThread().isInterrupted() ? -1 : super.read(into, from, length);
    }
  }
}
