/// Who buys, and everything a good salesperson knows about them: accounts and their people, how to
/// address them, what they like, their dates, who is related to whom, and every contact we had.
///
/// ```
///   account ──< contact            addresses, dates, preferences and relations are parts:
///      ▲           ▲               they live inside an account or a contact, with one version
///      └─ activity ┘               and its rights
/// ```
///
/// 1. A contact has one display name, written as its language does: 张三, but Anna Weber.
/// 2. What is personal and not needed to sell (age, income …) is marked sensitive: nobody reads it
///    unless a role says so.
/// 3. An activity and an attachment are readable by their owner's scope or by right to the account.
///
/// Start reading at [Customers], then [Account].
@NullMarked
package org.shuke.customers;

import org.jspecify.annotations.NullMarked;
