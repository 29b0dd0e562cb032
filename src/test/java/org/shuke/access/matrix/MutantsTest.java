package org.shuke.access.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuke.access.TwoSalesWorldsTest;
import org.shuke.access.TwoWorldsTest;

/// mistakes of the kind that people make in a policy, one at a time, each made in a copy of
/// the source, compiled, and put before the program's own classes in a JVM of its own. The test
/// that is named with it must fail there; a mistake that is not seen is a hole in the tests.
class MutantsTest {
  private static final Path SOURCES = Path.of("src/main/java/org/shuke");
  private static final int MINUTES = 10;

  private static final String SETS = "everySetHasItsRows";
  private static final String RECORDS = "everyRecordHasItsFields";
  private static final String NAMES = "everyNameIsUsedOnlyByThoseForWhomItExists";
  private static final String SEARCH = "theSearchFindsWhatMayBeRead";
  private static final String REFUSED = "ofWhatIsRefusedASampleChangesNothing";

  /// One mistake.
  enum Mistake {
    THE_SCOPE_TEAM_IS_EVERYBODY(
        "records/Reach.java",
        "owner.eq(DSL.any(Slot.of(Slot.What.TEAM_OWNERS).as(SQLDataType.UUID.array())))",
        "DSL.noCondition()",
        ReadsTest.class,
        SETS),
    THE_SCOPE_TREE_IS_THE_TEAM_ALONE(
        "records/Reach.java",
        "Slot.What.TREE_OWNERS",
        "Slot.What.TEAM_OWNERS",
        ReadsTest.class,
        SETS),
    PARTS_ARE_READ_WITHOUT_THEIR_RECORD(
        "records/Reach.java",
        "within(verb, row, policy.catalog().type(parent), row.type().field(via))",
        "DSL.noCondition()",
        ReadsTest.class,
        SETS),
    SENSITIVE_FIELDS_ARE_READABLE(
        "records/Policy.java",
        ": field.flags().sensitive();",
        ": false;",
        ReadsTest.class,
        RECORDS),
    THE_FIELDS_OF_PARTS_ARE_EVERYBODYS(
        "records/Policy.java",
        "var of = rights.get(type.name());\n    var named",
        "var of = type.isPart() ? null : rights.get(type.name());\n    var named",
        ReadsTest.class,
        RECORDS),
    A_KEYS_SCOPES_FORGET_THE_FIELDS_OF_PARTS(
        "access/Rights.java",
        "!verbs.isEmpty() || !hasRows(type, catalog)",
        "!verbs.isEmpty()",
        ReadsTest.class,
        RECORDS),
    A_MASKED_FIELD_IS_USED_BY_NAME(
        "records/Policy.java",
        "compareTo(Right.READ) >= 0",
        "compareTo(Right.MASK) >= 0",
        ReadsTest.class,
        NAMES),
    WHAT_IS_BINNED_IS_STILL_THERE(
        "records/Policy.java",
        "return row.notBinned().and(any(reach.ways(verb, scope, row)));",
        "return any(reach.ways(verb, scope, row));",
        ReadsTest.class,
        SETS),
    A_KEYS_SCOPES_ARE_IGNORED(
        "access/Rights.java",
        "lesser(scoped.scope(verb, type), user.scope(verb, type))",
        "user.scope(verb, type)",
        ReadsTest.class,
        SETS),
    EVERY_POOL_IS_OPEN_TO_ALL(
        "records/Reach.java",
        ".where(DSL.condition(\"{0} && {1}\", teams, mine))",
        ".where(DSL.noCondition())",
        ReadsTest.class,
        SETS),
    EXPORTS_GO_AS_FAR_AS_READING(
        "records/exports/Exports.java",
        "query, Verb.EXPORT)",
        "query, Verb.READ)",
        ReadsTest.class,
        SETS),
    CHANGES_BY_FILTER_GO_AS_FAR_AS_READING(
        "records/bulk/ByFilter.java",
        "? Verb.DELETE : Verb.UPDATE;",
        "? Verb.READ : Verb.READ;",
        ReadsTest.class,
        SETS),
    A_HISTORY_IS_FOR_EVERYBODY(
        "records/history/History.java",
        "if (!sees(connection, policy, type, id, clock))",
        "if (false)",
        ReadsTest.class,
        RECORDS),
    THE_SEARCH_LOOKS_INTO_HIDDEN_FIELDS(
        "records/search/Groups.java",
        "policy.member(type, f.name()) != null",
        "f != null",
        ReadsTest.class,
        SEARCH),
    A_RELATED_RECORD_IS_READ_UNASKED(
        "records/From.java",
        "target.id().eq(key).and(visibility.of(target))",
        "target.id().eq(key)",
        TwoWorldsTest.class,
        "whatOneMayNotReadChangesNoByteOfAnyAnswer"),
    RELATED_LISTS_COUNT_WHAT_IS_HIDDEN(
        "records/From.java",
        ".and(visibility.of(inner.root));\n    return inner;\n  }\n\n  /// The rows whose ids",
        ";\n    return inner;\n  }\n\n  /// The rows whose ids",
        TwoWorldsTest.class,
        "whatOneMayNotReadChangesNoByteOfAnyAnswer"),
    WHOEVER_READS_CHANGES(
        "records/writes/Writes.java",
        "if (!loaded.mayWrite()) {\n      throw Refusal.forbidden(\"may-not-\" + verb.apiName()",
        "if (false) {\n      throw Refusal.forbidden(\"may-not-\" + verb.apiName()",
        WritesTest.class,
        REFUSED),
    A_RECORD_IS_GIVEN_AWAY_BEYOND_ONES_SCOPE(
        "records/writes/Writes.java",
        "      mustReach(unit, draft, Verb.UPDATE);",
        "",
        WritesTest.class,
        REFUSED),
    REFERENCES_LEAD_TO_WHAT_IS_HIDDEN(
        "records/writes/References.java",
        ".where(row.id().eq(DSL.any(asked)).and(policy.readable(row)))",
        ".where(row.id().eq(DSL.any(asked)))",
        WritesTest.class,
        REFUSED),
    FIELDS_ARE_WRITTEN_THAT_MAY_ONLY_BE_READ(
        "records/writes/Input.java",
        "!desk && policy.right(draft.type(), field) != Right.WRITE",
        "false",
        WritesTest.class,
        REFUSED),
    WHOM_A_RECORD_IS_SHARED_WITH_CHANGES_IT(
        "records/Reach.java",
        "DSL.field(DSL.name(part.alias(), \"write\"), Boolean.class).isTrue()",
        "DSL.noCondition()",
        WritesTest.class,
        REFUSED),
    A_RULE_WRITES_DOWN_WHAT_ITS_AUTHOR_MAY_NOT_SEE(
        "automation/rules/Events.java",
        "return new Verdict.Other();\n    }\n    var condition",
        "return new Verdict.False();\n    }\n    var condition",
        TwoSalesWorldsTest.class,
        "rulesInboxApprovalsHandOversDisputesAndTheCalendar");

    private final String file;
    private final String right;
    private final String wrong;
    private final Class<?> test;
    private final String method;

    Mistake(String file, String right, String wrong, Class<?> test, String method) {
      this.file = file;
      this.right = right;
      this.wrong = wrong;
      this.test = test;
      this.method = method;
    }
  }

  @TempDir Path folder;

  /// Said in every run, as code moves more often than all mistakes are made.
  @ParameterizedTest
  @EnumSource
  void everyMistakeHasItsPlace(Mistake mistake) throws IOException {
    assertTrue(
        Files.readString(SOURCES.resolve(mistake.file)).contains(mistake.right),
        "the place of this mistake is no longer in " + mistake.file);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("full")
  void everyMistakeIsSeen(Mistake mistake) throws IOException, InterruptedException {
    var source = Files.readString(SOURCES.resolve(mistake.file));
    var changed = source.replace(mistake.right, mistake.wrong);
    assertEquals(Mutant.CAUGHT, run(mistake, compiled(mistake, changed)), mistake.name());
  }

  private Path compiled(Mistake mistake, String changed) throws IOException {
    var file = folder.resolve(Path.of(mistake.file).getFileName());
    Files.writeString(file, changed);
    var classes = Files.createDirectory(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-parameters",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
    assertEquals(0, failed, "it compiles");
    return classes;
  }

  private int run(Mistake mistake, Path classes) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = classes + File.pathSeparator + System.getProperty("java.class.path");
    var log = Path.of("target", "mutant-" + mistake.name() + ".log").toFile();
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    path,
                    Mutant.class.getName(),
                    mistake.test.getName(),
                    mistake.method))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "in time");
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
