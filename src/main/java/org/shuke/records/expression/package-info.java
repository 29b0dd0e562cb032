/// The expression language: CEL's grammar over the names of our types, with meanings of our own.
///
/// ```
///   text ──▶ [Literals] (a fast lexer: shape and literals apart, for the cache)
///   text ──▶ [Expression] ──▶ [Checked] (a typed tree, [Expr])
///                                ├──▶ [SqlCompiler]: a condition or a value of one statement
///                                └──▶ [Evaluator]: the same for one record in memory
/// ```
///
/// 1. A name resolves only through the caller's `Policy`: a forbidden field is an unknown field,
///    with the same answer, and is never suggested.
/// 2. Both interpreters agree on every record; a property test says so.
/// 3. Conditions are two-valued: a comparison with an absent value is false, `!=` is `!(==)`, `x ==
///    null` means absent. An empty list is absent, absent text, numbers and dates stay absent
///    through every operator; division by zero is absent.
/// 4. Numbers are decimals; `/` and `avg` round to 10 places, half up. Text compares by code point.
/// 5. A date stands for the start of its local day wherever a time is needed. Days are those of the
///    zone that the statement binds.
/// 6. No literal is ever part of the SQL text: the same shape compiles to the same statement.
///
/// Start reading at [Expr], then [Checker], [SqlCompiler] and [Evaluator] side by side.
@NullMarked
package org.shuke.records.expression;

import org.jspecify.annotations.NullMarked;
