package org.shuke.catalog.prices;

import java.math.BigDecimal;

/// What comes on top of a price.
public record Tax(String name, BigDecimal percent) {}
