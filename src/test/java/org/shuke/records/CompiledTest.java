package org.shuke.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

class CompiledTest {
  @Test
  void constantsKeepTheirValuesBesideSlotsAndInlinedOnes() {
    var slot = new Slot(Slot.What.LITERAL, 3);
    var tree =
        DSL.select(DSL.inline(7), DSL.val("x"))
            .where(DSL.exists(DSL.selectOne().where(DSL.val(1).eq(11))))
            .and(
                DSL.condition(
                    "{1} > {0} or {1} is null", slot.as(SQLDataType.NUMERIC), DSL.val(5)));
    assertEquals(List.of("x", 1, 11, 5, slot, 5), Compiled.of(tree).binds());
  }
}
