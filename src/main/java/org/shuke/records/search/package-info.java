/// The search box: one index row a record, written with the record and asked in one statement.
///
/// ```
///   a record's values ──[Tokens]──▶ lexemes ──[SearchRow]──▶ records.search (owner, doc)
///   what somebody types ──[Question]──▶ the same lexemes ──[Search]──▶ ranked, policed items
/// ```
///
/// 1. The same function makes the words of a record and of a question ([Words], [Pinyin]).
/// 2. A lexeme is the code of its type and group, a mark and the word: a question asks only the
///    groups whose every field the caller may read, so what he may not read cannot be found by him.
/// 3. No cap before the policy: each row is policed on the record itself, then counted.
/// 4. A search sees every committed write; only units of more than 1,000 rows are followed up by
///    [SearchCatchUp], which never overwrites a newer row.
///
/// Start reading at [Tokens], then [Question] and [Search].
@NullMarked
package org.shuke.records.search;

import org.jspecify.annotations.NullMarked;
