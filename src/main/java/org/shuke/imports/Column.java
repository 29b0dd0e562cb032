package org.shuke.imports;

import java.util.List;

/// A column of a file: its name and some of its cells.
public record Column(String name, List<String> samples) {}
