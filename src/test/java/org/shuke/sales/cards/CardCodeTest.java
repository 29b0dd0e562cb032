package org.shuke.sales.cards;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Pictures of cards with a QR code, without one, and such as are made to keep a reader busy.
class CardCodeTest {
  private static final String VCARD =
      """
      BEGIN:VCARD
      VERSION:3.0
      FN:王小明
      ORG:上海远洋物流有限公司
      TITLE:销售经理
      TEL;TYPE=CELL:13812345678
      EMAIL:wang@yuanyang.example
      END:VCARD\
      """;

  /// A card of such a size with the code in it, turned by so many degrees.
  static BufferedImage card(int width, int height, int kind, double degrees, BitMatrix code) {
    var image = new BufferedImage(width, height, kind);
    var draw = image.createGraphics();
    draw.setColor(Color.WHITE);
    draw.fillRect(0, 0, width, height);
    draw.rotate(Math.toRadians(degrees), width / 2.0, height / 2.0);
    var black = new BufferedImage(code.getWidth(), code.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < code.getHeight(); y++) {
      for (int x = 0; x < code.getWidth(); x++) {
        black.setRGB(x, y, code.get(x, y) ? 0 : 0xFFFFFF);
      }
    }
    draw.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    draw.drawImage(black, (width - code.getWidth()) / 2, (height - code.getHeight()) / 2, null);
    draw.dispose();
    return image;
  }

  static BitMatrix code(String text, int side) throws WriterException {
    var hints = Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
    return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side, hints);
  }

  static byte[] written(BufferedImage image, String format) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static byte[] photo(String text, double degrees) throws IOException, WriterException {
    var code = code(text, 400);
    return written(card(1200, 800, BufferedImage.TYPE_INT_RGB, degrees, code), "jpeg");
  }

  private static Map<String, String> proposed(byte[] picture) {
    return CardText.read(Objects.requireNonNull(CardCode.read(picture)));
  }

  @Test
  void aVCardInAPictureProposesItsFields() throws IOException, WriterException {
    var fields = proposed(photo(VCARD, 0));
    assertEquals("王小明", fields.get("name"));
    assertEquals("上海远洋物流有限公司", fields.get("company"));
    assertEquals("销售经理", fields.get("jobTitle"));
    assertEquals("+86 13812345678", fields.get("mobile"));
    assertEquals("wang@yuanyang.example", fields.get("email"));
  }

  @Test
  void aMecardAndAnAddressOfTheWebProposeTheirFields() throws IOException, WriterException {
    var mecard = proposed(photo("MECARD:N:Weber,Anna;TEL:+49301234567;ORG:Weber GmbH;;", 0));
    assertEquals("Anna Weber", mecard.get("name"));
    assertEquals("Weber GmbH", mecard.get("company"));
    var site = "https://card.weber.berlin/anna?x=1";
    assertEquals(Map.of("website", site), proposed(photo(site, 0)));
  }

  @Test
  void chineseIsReadThoughTheCodeDoesNotTellItsEncoding() throws IOException, WriterException {
    var bytes = new String(VCARD.getBytes(UTF_8), ISO_8859_1);
    var code = new QRCodeWriter().encode(bytes, BarcodeFormat.QR_CODE, 400, 400);
    var image = card(1200, 800, BufferedImage.TYPE_INT_RGB, 0, code);
    assertEquals("王小明", proposed(written(image, "png")).get("name"));
  }

  @Test
  void aTurnedAWhiteOnBlackAndATransparentCodeAreRead() throws IOException, WriterException {
    for (int degrees : new int[] {17, 90, 200}) {
      assertEquals(VCARD, CardCode.read(photo(VCARD, degrees)), degrees + "°");
    }
    var code = code(VCARD, 400);
    var clear = new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB);
    var dark = new BufferedImage(400, 400, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 400; y++) {
      for (int x = 0; x < 400; x++) {
        clear.setRGB(x, y, code.get(x, y) ? 0xFF000000 : 0);
        dark.setRGB(x, y, code.get(x, y) ? 0xFFFFFFFF : 0xFF000000);
      }
    }
    assertEquals(VCARD, CardCode.read(written(clear, "png")));
    assertEquals(VCARD, CardCode.read(written(dark, "jpeg")));
  }

  @Test
  void aLargePictureIsReadAndOneBeyondFortyMegapixelsIsNot() throws IOException, WriterException {
    var code = code(VCARD, 2000);
    int bits = BufferedImage.TYPE_BYTE_BINARY;
    assertEquals(VCARD, CardCode.read(written(card(6500, 6000, bits, 0, code), "png")));
    assertNull(CardCode.read(written(card(7000, 6000, bits, 0, code), "png")));
    assertNull(CardCode.read(written(card(20_001, 1900, bits, 0, code(VCARD, 1800)), "png")));
  }

  @Test
  void aPictureWithoutACodeABombAndWhatIsNoPictureSayNothing() throws IOException {
    var random = new Random(7);
    var image = new BufferedImage(2400, 1600, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 1600; y++) {
      for (int x = 0; x < 2400; x++) {
        int light = (int) (128 + 60 * Math.sin(x / 90.0 + y / 70.0) + 25 * random.nextGaussian());
        image.setRGB(x, y, new Color(Math.clamp(light, 0, 255), light & 127, 90).getRGB());
      }
    }
    assertNull(CardCode.read(written(image, "jpeg")));
    assertNull(CardCode.read(bomb()));
    assertNull(CardCode.read("....ftypheic".getBytes(UTF_8)));
    assertNull(CardCode.read(new byte[0]));
  }

  /// A PNG that says it is of 50,000 by 50,000 pixels.
  static byte[] bomb() throws IOException {
    var header = new ByteArrayOutputStream();
    var out = new DataOutputStream(header);
    out.writeBytes("IHDR");
    out.writeInt(50_000);
    out.writeInt(50_000);
    out.write(new byte[] {8, 2, 0, 0, 0});
    var crc = new CRC32();
    crc.update(header.toByteArray());
    var png = new ByteArrayOutputStream();
    var file = new DataOutputStream(png);
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    file.write(header.toByteArray());
    file.writeInt((int) crc.getValue());
    return png.toByteArray();
  }

  @Test
  void aPictureFullOfCornersEndsTheSearch() throws IOException {
    var random = new Random(7);
    var image = new BufferedImage(2400, 2400, BufferedImage.TYPE_BYTE_GRAY);
    var draw = image.createGraphics();
    draw.setColor(Color.WHITE);
    draw.fillRect(0, 0, 2400, 2400);
    for (int y = 0; y < 2400; y += 40) {
      for (int x = 0; x < 2400; x += 40) {
        int module = 2 + random.nextInt(3);
        for (int ring = 0; ring < 3; ring++) {
          int side = module * (new int[] {7, 5, 3})[ring];
          draw.setColor(ring == 1 ? Color.WHITE : Color.BLACK);
          draw.fillRect(x + module * ring, y + module * ring, side, side);
        }
      }
    }
    draw.dispose();
    var picture = written(image, "png");
    assertNull(assertTimeout(Duration.ofSeconds(4), () -> CardCode.read(picture)));
  }
}
