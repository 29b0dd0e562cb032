package org.shuke.imports.values;

import java.util.List;

/// One value of a choice and what it is called, in every language.
public record Choice(String value, List<String> labels) {}
