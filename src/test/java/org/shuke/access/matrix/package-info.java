/// The access matrix: everybody × every type × every path, against a
/// second, naive telling of the policy.
///
/// [Estate] makes people and records from the declarations, [Facts] reads the tables past the
/// program, [Oracle] says from them who may do what, [Asker] asks and looks for what an answer must
/// not say. A new type, field, verb or route is in it by itself; a type that cannot be made from
/// its declaration alone, or a route below `/api/v1/{plural}` that no test asks for, fails the
/// build. Start reading at [ReadsTest].
///
/// [MutantsTest] makes mistakes in the policy, one at a time, in a copy of the source; each must be
/// seen by the test that is named with it. How many differences gave some of them away:
///
/// | mistake | differences |
/// | --- | --- |
/// | the scope `team` is everybody | 211 |
/// | the scope `tree` is the team alone | 239 |
/// | parts are read without their record | 967 |
/// | sensitive fields are readable | 221 |
/// | a masked field is used by name | 3,896 |
/// | what is binned is still there | the estate cannot be made |
@NullMarked
package org.shuke.access.matrix;

import org.jspecify.annotations.NullMarked;
