package org.shuke.records;

/// What a name on a record can mean: a [Field] of its own or an [Inverse] relation.
public sealed interface Member permits Field, Inverse {
  String name();
}
