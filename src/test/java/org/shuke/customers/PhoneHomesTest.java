package org.shuke.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// Where a phone number without country code belongs.
class PhoneHomesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static String phone(String plural, String json) {
    var reply = PROGRAM.admin().post("/api/v1/" + plural, json.replace('\'', '"'));
    return reply.status() == 201
        ? reply.json().get("phone").stringValue()
        : reply.json().get("errors").get(0).get("code").stringValue();
  }

  @Test
  void aNumberBelongsToTheRecordsCountryThenItsAccountsThenTheCompanys() {
    assertEquals(
        "+4930901820", phone("accounts", "{'name':'A','phone':'030 901820','country':'DE'}"));
    var firm =
        PROGRAM.admin().post("/api/v1/accounts", Map.of("name", "Firm", "country", "DE")).json();
    assertEquals(
        "+4930901820",
        phone(
            "contacts",
            "{'name':'B','phone':'030 901820','account':'" + firm.get("id").stringValue() + "'}"));
    assertEquals(
        "+442079460018",
        phone(
            "contacts",
            "{'name':'C','phone':'020 7946 0018','addresses':[{'country':'GB','city':'London'}]}"));
    assertEquals("+864008108888", phone("accounts", "{'name':'D','phone':'400-810-8888'}"));
    assertEquals("value.phone", phone("accounts", "{'name':'E','phone':'6888 4417'}"));
  }

  @Test
  void aCountryThatOneMayNotReadTellsNothingOfHowHisNumbersAreRead() {
    var admin = PROGRAM.admin();
    var rights =
        Map.of(
            "type",
            "accounts",
            "verbs",
            Map.of("read", "all", "update", "all"),
            "fields",
            Map.of("country", "none"));
    var addresses =
        Map.of("type", "account-addresses", "fields", Map.of("country", "none"), "verbs", Map.of());
    var blind = PROGRAM.person(rights, addresses);
    var address = List.of(Map.of("city", "Berlin", "country", "DE"));
    for (var home :
        List.of(Map.of("name", "H", "country", "DE"), Map.of("name", "I", "addresses", address))) {
      var account = admin.post("/api/v1/accounts", home).get("id");
      var reply =
          blind
              .with("If-Match", "*")
              .patch("/api/v1/accounts/" + account, Map.of("phone", "030 901820"));
      assertEquals("value.phone", reply.get("errors.0.code"), reply.toString());
    }
  }

  @Test
  void aCompanyThatHasSaidItsCountryIsAtHomeThere() {
    var path = "/api/v1/settings/company";
    assertEquals(422, PROGRAM.admin().send("PUT", path, Map.of("country", "XX")).status());
    assertEquals(200, PROGRAM.admin().send("PUT", path, Map.of("country", "FR")).status());
    try {
      assertEquals("+33142685300", phone("accounts", "{'name':'F','phone':'01 42 68 53 00'}"));
      assertEquals("+8613800138000", phone("accounts", "{'name':'G','phone':'13800138000'}"));
    } finally {
      assertEquals(200, PROGRAM.admin().send("PUT", path, Map.of()).status());
    }
  }
}
