/// The access matrix: everybody × every type × every path, against a
/// second, naive telling of the policy.
///
/// [Estate] makes people and records from the declarations, [Facts] reads the tables past the
/// program, [Oracle] says from them who may do what, [Asker] asks and looks for what an answer must
/// not say. A new type, field, verb or route is in it by itself; a type that cannot be made from
/// its declaration alone, or a route below `/api/v1/{plural}` that no test asks for, fails the
/// build. Start reading at [ReadsTest].
///
/// Mistakes that were made in the policy by hand, one at a time, and the differences that gave them
/// away:
///
/// | mistake | differences |
/// | --- | --- |
/// | the scope `team` is everybody | 38 sets |
/// | the scope `tree` is the team alone | 46 sets |
/// | parts are read without their record | 166 sets |
/// | sensitive fields are readable | 207 records |
/// | a masked field is used by name | 734 names |
/// | what is binned is everybody's | 40 sets |
/// | a key's scopes are ignored | 178 sets |
@NullMarked
package org.shuke.access.matrix;

import org.jspecify.annotations.NullMarked;
