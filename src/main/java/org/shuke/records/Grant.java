package org.shuke.records;

import java.util.Map;

/// What a role says about one type.
///
/// @param type the type's name
/// @param verbs a verb that is not named is refused
/// @param fields a field that is not named follows the type
public record Grant(String type, Map<Verb, Scope> verbs, Map<String, Right> fields) {}
